import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { describeProblem } from "@/api/describe";
import { type Problem, asProblem } from "@/api/problem";
import { type MessageId, useT } from "@/lib/intl";
import { toast } from "@/ui/toasts";
import type { Proposal } from "../words";
import { type Decision, inverse, send } from "./decide";

interface Sent {
  seen: Proposal;
  decision: Decision;
}

/** Everything a decision about a proposal changes on the coordinator's screens. */
export const TOUCHED = [
  ["get", "/api/proposals/"],
  ["get", "/api/proposals/{id}/"],
  ["get", "/api/proposals/{id}/history/"],
  ["get", "/api/needs/{id}/"],
  ["get", "/api/start/coordinator/"],
] as const;

const DONE: Record<Decision["action"], MessageId> = {
  approve: "review.done.approve",
  reject: "review.done.reject",
  lock: "review.done.lock",
  unlock: "review.done.unlock",
  undo_reject: "review.done.undo",
  withdraw: "review.done.undo",
  accept_time: "review.done.acceptTime",
  refuse_time: "review.done.refuseTime",
};

export interface Conflict {
  /** The proposal as it is now, when the server tells. */
  current: Proposal | undefined;
  changes: { seen: string; now: string }[];
}

/**
 * Sends decisions one at a time. Its failure belongs to the proposal it was about: `conflict` when somebody
 * wrote first, `problem` when a rule or the network said no.
 */
export function useReview({ onDecided }: { onDecided: (seen: Proposal, decision: Decision) => void }) {
  const t = useT();
  const queries = useQueryClient();
  const undoLast = useRef<(() => void) | null>(null);
  const refresh = useCallback(
    () => Promise.all(TOUCHED.map((queryKey) => queries.invalidateQueries({ queryKey }))),
    [queries],
  );

  const mutation = useMutation<Proposal, Problem, Sent>({
    mutationFn: ({ seen, decision }) =>
      send(seen, decision).catch((error: unknown) => {
        throw asProblem(error);
      }),
    onSuccess: (now, { seen, decision }) => {
      const back = inverse(decision, t("review.undoReason"));
      const undo = back && (() => takeBack(now, back));
      undoLast.current = undo;
      toast(t(DONE[decision.action], { name: seen.candidate.name }), undo ? { undo } : {});
      onDecided(seen, decision);
      void refresh();
    },
    onError: (problem) => {
      if (problem.kind === "conflict") void refresh();
    },
  });

  const takeBack = (now: Proposal, decision: Decision) => {
    undoLast.current = null;
    send(now, decision)
      .then(() => toast(t("review.done.undo", { name: now.candidate.name })))
      .catch((error: unknown) => toast(describeProblem(error, t).what, { tone: "stop" }))
      .finally(() => void refresh());
  };

  const about = (id: string | undefined) => (mutation.variables?.seen.id === id ? mutation : null);
  return {
    decide: (seen: Proposal, decision: Decision) => {
      if (!mutation.isPending) mutation.mutate({ seen, decision });
    },
    /** Takes back the latest decision of this visit; false when there is none left. */
    undo: () => {
      const last = undoLast.current;
      last?.();
      return last !== null;
    },
    isPending: mutation.isPending,
    pendingAction: mutation.isPending ? mutation.variables.decision.action : null,
    problemOf: (id: string | undefined) => {
      const error = about(id)?.error ?? null;
      return error?.kind === "stale" ? null : error;
    },
    conflictOf: (id: string | undefined): Conflict | null => {
      const found = about(id);
      if (found?.error?.kind !== "stale" || !found.variables) return null;
      const current = found.error.current as Proposal | undefined;
      return { current, changes: current ? changes(found.variables.seen, current) : [] };
    },
    /** The user has looked: show what holds now. */
    accept: () => {
      mutation.reset();
      return refresh();
    },
  };
}

/** What a colleague changed, as pairs of words. */
export function changes(seen: Proposal, now: Proposal): { seen: string; now: string }[] {
  const pairs: [string, string][] = [
    [seen.state_label, now.state_label],
    [seen.start_date, now.start_date],
    [seen.margin_label, now.margin_label],
    [seen.need.project_name, now.need.project_name],
  ];
  return pairs.filter(([a, b]) => a !== b).map(([a, b]) => ({ seen: a, now: b }));
}
