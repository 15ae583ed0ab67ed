import { api } from "@/api/client";
import { useDecision } from "@/api/decision";
import { ifMatch } from "@/api/version";
import { useT } from "@/lib/intl";
import { toast } from "@/ui/toasts";
import type { BreakOffReason, Outcome, Placement } from "./words";

export type Said =
  | { kind: "begin" }
  | { kind: "end"; outcome: Outcome; reason: string }
  | { kind: "break_off"; reason_code: BreakOffReason; reason: string };

export function useReport(placement: Placement) {
  const t = useT();
  return useDecision({
    object: placement,
    decide: (seen, said: Said) => {
      const params = { path: { id: seen.id }, header: ifMatch(seen) };
      switch (said.kind) {
        case "begin":
          return api.POST("/api/placements/{id}/begin/", { params });
        case "end":
          return api.POST("/api/placements/{id}/end/", { params, body: { outcome: said.outcome, reason: said.reason } });
        case "break_off":
          return api.POST("/api/placements/{id}/break-off/", {
            params,
            body: { reason_code: said.reason_code, reason: said.reason },
          });
      }
    },
    touches: [
      ["get", "/api/placements/"],
      ["get", "/api/placements/{id}/"],
      ["get", "/api/offers/"],
      ["get", "/api/start/company/"],
    ],
    onDone: ({ data }) => {
      if (data) toast(t("placements.now", { name: data.candidate.name, state: data.state_label }));
    },
  });
}
