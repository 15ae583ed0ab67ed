import type { MessageId, useT } from "@/lib/intl";
import type { Run } from "../words";

type Translate = ReturnType<typeof useT>;

const PHASES: Record<string, MessageId> = {
  columns: "run.phase.columns",
  greedy: "run.phase.greedy",
  solve: "run.phase.solve",
  verify: "run.phase.verify",
  explain: "run.phase.explain",
};

/** What the solver is doing right now, in words. */
export function phaseWords(run: Run, t: Translate): string {
  if (run.status === "queued") return t("run.phase.queued");
  return t(PHASES[run.progress.phase ?? ""] ?? "run.phase.solve");
}

const CODES: Record<string, MessageId> = {
  consent: "run.code.consent",
  not_excluded: "run.code.not_excluded",
  not_forbidden: "run.code.not_forbidden",
  trade: "run.code.trade",
  rung: "run.code.rung",
  dates: "run.code.dates",
  delay: "run.code.delay",
  hours: "run.code.hours",
  shift_hour: "run.code.shift_hour",
  shift_end: "run.code.shift_end",
  odd_hours: "run.code.odd_hours",
  transport: "run.code.transport",
  travel_time: "run.code.travel_time",
  licence: "run.code.licence",
  adaptation: "run.code.adaptation",
  age: "run.code.age",
  skills: "run.code.skills",
  certificates: "run.code.certificates",
  language: "run.code.language",
  tutor_hours: "run.code.tutor_hours",
  seats: "run.code.seats",
  competition: "run.code.competition",
  low_value: "run.code.low_value",
  no_candidate: "run.code.no_candidate",
  no_need: "run.code.no_need",
};

export interface CodeCount {
  code: string;
  words: string;
  count: number;
}

/** Counts by cause, most common first. A cause without words of its own is counted under "other". */
export function codeCounts(counts: Readonly<Record<string, number>> | undefined, t: Translate): CodeCount[] {
  const merged = new Map<string, number>();
  for (const [code, count] of Object.entries(counts ?? {})) {
    const key = code in CODES ? code : "other";
    merged.set(key, (merged.get(key) ?? 0) + count);
  }
  return [...merged]
    .map(([code, count]) => ({ code, count, words: t(CODES[code] ?? "run.code.other") }))
    .toSorted((a, b) => b.count - a.count);
}

/** Null when the run made no plan: then the one before stands. */
export function diffWords(run: Run, t: Translate): string | null {
  const { new: fresh, moved, unchanged } = run.summary;
  if (fresh === undefined || moved === undefined || unchanged === undefined) return null;
  return t("run.diff", { new: fresh, moved, unchanged });
}

/** Whether the run ended with something a human must look into. */
export function wentWrong(run: Run): boolean {
  return run.status === "parked" || ["no_plan", "infeasible", "failed"].includes(run.outcome);
}
