import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { $api } from "@/api/client";
import type { Run } from "../words";

export const isActive = (run: Run): boolean => run.status === "queued" || run.status === "running";

export const madePlan = (run: Run): boolean => ["optimal", "feasible", "stopped"].includes(run.outcome);
/** Enough to find the plan that stands behind a few failed tries. */
const RECENT = 10;

/** Often at first, when something happens all the time; then calmer. Milliseconds. */
export function pollDelay(answers: number): number {
  return answers < 20 ? 1000 : answers < 60 ? 2000 : 5000;
}

export const RUNS = ["get", "/api/runs/"] as const;
/** What a finished run changes. */
export const AFTER_RUN = [RUNS, ["get", "/api/proposals/"], ["get", "/api/proposals/{id}/"], ["get", "/api/start/coordinator/"]];

/** The newest run, followed second by second while it waits or works. */
export function useLatestRun() {
  const list = $api.useQuery("get", "/api/runs/", { params: { query: { page_size: RECENT } } }, { refetchInterval: 30_000 });
  const first = list.data?.results[0];
  const one = useQuery(
    $api.queryOptions(
      "get",
      "/api/runs/{id}/",
      { params: { path: { id: first?.id ?? "" } } },
      {
        enabled: first !== undefined && isActive(first),
        refetchInterval: (query) => {
          const run = query.state.data;
          return run && !isActive(run) ? false : pollDelay(query.state.dataUpdateCount);
        },
      },
    ),
  );
  // The poll knows more than the list, unless the list has moved on to a newer run.
  const run = one.data && one.data.id === first?.id ? one.data : first;
  // What is on the screen came from the newest run that made a plan, not from the one at work.
  const planned = [run, ...(list.data?.results.slice(1) ?? [])].find((other) => other !== undefined && madePlan(other));
  return { run, planned, isPending: list.isPending, error: list.data ? null : list.error, isPollLost: one.isError, refetch: list.refetch };
}

/**
 * Seconds a run has worked. The worker tells only now and then, so our own clock fills in between; when that
 * clock is plainly wrong, the worker's word stands.
 */
export function secondsAtWork(run: Run, now: number): number {
  const told = run.progress.seconds ?? 0;
  const counted = run.started_at ? (now - Date.parse(run.started_at)) / 1000 : 0;
  const isSane = counted >= told && counted < told + 120;
  return Math.round(run.attempt <= 1 && isSane ? counted : told);
}

/** The clock, read once a second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Seen at work by this page; survives a walk to another page. */
let watched: string | null = null;

/** Calls back once when a run that was seen at work has ended, and fetches what it changed. */
export function useRunEnd(run: Run | undefined, onEnd: (run: Run) => void): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!run) return;
    if (isActive(run)) {
      watched = run.id;
    } else if (watched === run.id) {
      watched = null;
      for (const queryKey of AFTER_RUN) void queries.invalidateQueries({ queryKey });
      onEnd(run);
    }
  }, [run, onEnd, queries]);
}
