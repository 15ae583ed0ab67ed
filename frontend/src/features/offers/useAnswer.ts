import { api } from "@/api/client";
import { useDecision } from "@/api/decision";
import { ifMatch } from "@/api/version";
import { useT } from "@/lib/intl";
import { toast } from "@/ui/toasts";
import type { Offer, TurnDownReason } from "./words";

export type Answer =
  | { kind: "confirm" }
  | { kind: "turn_down"; reason_code: TurnDownReason; reason: string }
  | { kind: "suggest_time"; start_date: string; end_date: string; reason: string };

/** The company's yes or no, on the offer as it was seen. */
export function useAnswer(offer: Offer) {
  const t = useT();
  return useDecision({
    object: offer,
    decide: (seen, answer: Answer) => {
      const params = { path: { id: seen.id }, header: ifMatch(seen) };
      if (answer.kind === "confirm") return api.POST("/api/offers/{id}/confirm/", { params });
      if (answer.kind === "suggest_time") {
        const { start_date, end_date, reason } = answer;
        return api.POST("/api/offers/{id}/suggest-time/", { params, body: { start_date, end_date, reason } });
      }
      const { reason_code, reason } = answer;
      return api.POST("/api/offers/{id}/turn-down/", { params, body: { reason_code, reason } });
    },
    touches: [
      ["get", "/api/offers/"],
      ["get", "/api/placements/"],
      ["get", "/api/start/company/"],
      ["get", "/api/needs/"],
      ["get", "/api/needs/{id}/"],
    ],
    onDone: ({ data }) => {
      if (!data) return;
      const name = data.person.is_named ? data.person.name : data.person.alias;
      const done = { accepted: "offers.timeSent", turned_down: "offers.turnedDown" } as const;
      toast(t(data.state === "accepted" || data.state === "turned_down" ? done[data.state] : "offers.confirmed", { name }));
    },
  });
}
