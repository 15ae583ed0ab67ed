import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { $api, api } from "@/api/client";
import type { components } from "@/api/schema";
import { ifMatch } from "@/api/version";
import { LISTS } from "../queries";
import type { Candidate } from "../record/values";

type Schemas = components["schemas"];
export type Row = Schemas["CandidateRow"];
export type Move = Schemas["Move"];
export type Outcome = Schemas["Outcome"];
export type BulkAction = Schemas["ActionEnum"];
export type Changes = Schemas["OwnChangesRequest"];

/** Anyone seen in a list: enough to change her without having read her card. */
export type Seen = Pick<Row, "id" | "version">;

export const coachesQuery = $api.queryOptions("get", "/api/candidates/coaches/", {}, { staleTime: 5 * 60_000 });

/** Fetches again all that shows candidates. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient();
  return useCallback(
    () => Promise.all(LISTS.map((queryKey) => queries.invalidateQueries({ queryKey }))),
    [queries],
  );
}

export interface Wish {
  action: BulkAction;
  rows: (Seen & { changes?: Changes })[];
  coach?: string;
  note?: string;
  reason?: string;
  due?: string;
}

/** At most so many rows in one wish. */
export const MAX_ROWS = 100;

export async function sendWish({ note = "", reason = "", rows, ...wish }: Wish) {
  const body = { ...wish, note, reason, rows: rows.map(({ id, version, changes }) => ({ id, version, ...(changes && { changes }) })) };
  const { data } = await api.POST("/api/candidates/bulk/", { body });
  return data as Schemas["Bulk"];
}

/** What takes a wish back, for the rows where it went through; null when nothing can. */
export function undoOf(wish: Wish, before: readonly Row[], results: readonly Outcome[]): Wish | null {
  const rows = results.flatMap(({ id, code, version }) => {
    const row = before.find((other) => other.id === id);
    if (code !== "done" || version === null || !row) return [];
    if (wish.action === "hand_over") return [{ id, version, changes: { coach: row.coach.id } }];
    if (wish.action === "request_completion") {
      return [{ id, version, changes: { next_step: row.next_step, next_step_due: row.next_step_due } }];
    }
    // Who rests from another state comes back as ready: that would be a new state, not the old one.
    return wish.action === "rest" && row.state.code === "ready" ? [{ id, version }] : [];
  });
  if (rows.length === 0) return null;
  return { action: wish.action === "rest" ? "resume" : "update", rows };
}

export async function edit(seen: Seen, changes: Pick<Changes, "next_step" | "next_step_due">): Promise<Candidate> {
  const { data } = await api.PATCH("/api/candidates/{id}/", {
    params: { path: { id: seen.id }, header: ifMatch(seen) },
    body: changes as Schemas["PatchedCandidateInputRequest"],
  });
  return data as Candidate;
}

type Action = "mark_ready" | "to_draft" | "rest" | "resume" | "close" | "rematch";

export async function move(seen: Seen, action: string, reason = ""): Promise<Candidate> {
  const params = { path: { id: seen.id }, header: ifMatch(seen) };
  const { data } =
    action === "rest" || action === "close"
      ? await api.POST(`/api/candidates/{id}/${action}/`, { params, body: { reason } })
      : await api.POST(`/api/candidates/{id}/${action as Exclude<Action, "rest" | "close">}/`, { params });
  return data as Candidate;
}

export async function unflag(seen: Seen, until: string, reason: string): Promise<Candidate> {
  const { data } = await api.POST("/api/candidates/{id}/unflag/", {
    params: { path: { id: seen.id }, header: ifMatch(seen) },
    body: { until, reason },
  });
  return data as Candidate;
}

export async function flagAgain(seen: Seen): Promise<Candidate> {
  const { data } = await api.POST("/api/candidates/{id}/flag_again/", {
    params: { path: { id: seen.id }, header: ifMatch(seen) },
  });
  return data as Candidate;
}
