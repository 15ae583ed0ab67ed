import { api } from "@/api/client";
import type { components } from "@/api/schema";
import { ifMatch } from "@/api/version";
import type { Proposal } from "../words";

export type RejectReason = components["schemas"]["RejectReasonEnum"];
export type RejectScope = components["schemas"]["RejectRequest"]["scope"];

export type Decision =
  | { action: "approve"; reason: string }
  | { action: "reject"; reason_code: RejectReason; reason: string; scope: RejectScope }
  | { action: "lock" }
  | { action: "unlock" }
  | { action: "undo_reject" }
  | { action: "accept_time" }
  | { action: "refuse_time"; reason: string }
  | { action: "withdraw"; reason: string };

/** Sends one decision about the proposal as it was seen, and answers with it as it is now. */
export async function send(seen: Proposal, decision: Decision): Promise<Proposal> {
  const params = { path: { id: seen.id }, header: ifMatch(seen) };
  const answer = await post(params, decision);
  if (!answer.data) throw new TypeError("A decision was answered with nothing");
  return answer.data;
}

function post(params: { path: { id: string }; header: { "If-Match": string } }, decision: Decision) {
  switch (decision.action) {
    case "approve":
      return api.POST("/api/proposals/{id}/approve/", { params, body: { reason: decision.reason } });
    case "reject": {
      const { reason_code, reason, scope } = decision;
      return api.POST("/api/proposals/{id}/reject/", { params, body: { reason_code, reason, scope } });
    }
    case "lock":
      return api.POST("/api/proposals/{id}/lock/", { params });
    case "unlock":
      return api.POST("/api/proposals/{id}/unlock/", { params });
    case "undo_reject":
      return api.POST("/api/proposals/{id}/undo-reject/", { params });
    case "accept_time":
      return api.POST("/api/proposals/{id}/accept-time/", { params, body: { reason: "" } });
    case "refuse_time":
      return api.POST("/api/proposals/{id}/refuse-time/", { params, body: { reason: decision.reason } });
    case "withdraw":
      return api.POST("/api/proposals/{id}/withdraw/", { params, body: { reason: decision.reason } });
  }
}

/** The decision that takes this one back; none for taking back itself. */
export function inverse(decision: Decision, reason: string): Decision | null {
  switch (decision.action) {
    case "approve":
      return { action: "withdraw", reason };
    case "reject":
      return { action: "undo_reject" };
    case "lock":
      return { action: "unlock" };
    case "unlock":
      return { action: "lock" };
    default:
      return null;
  }
}
