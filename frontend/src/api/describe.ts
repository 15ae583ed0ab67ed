import type { MessageId, useT } from "@/lib/intl";
import { type FieldErrors, Problem, type ProblemKind, asProblem } from "./problem";

type Translate = ReturnType<typeof useT>;

interface Described {
  what: string;
  lost: string;
  now: string;
  caseId: string | null;
}

const WORDS: Record<ProblemKind, { what: MessageId; now: MessageId }> = {
  validation: { what: "error.validation", now: "error.validationNow" },
  unauthenticated: { what: "error.unauthenticated", now: "error.unauthenticatedNow" },
  forbidden: { what: "error.missing", now: "error.missingNow" },
  missing: { what: "error.missing", now: "error.missingNow" },
  conflict: { what: "error.conflict", now: "error.conflictNow" },
  stale: { what: "conflict.someone", now: "error.staleNow" },
  throttled: { what: "error.throttled", now: "error.throttledNow" },
  offline: { what: "error.offline", now: "error.offlineNow" },
  server: { what: "error.server", now: "error.serverNow" },
};

/** What happened – is anything lost – what do I do now. For ErrorState. */
export function describeProblem(error: unknown, t: Translate): Described {
  const problem = asProblem(error);
  const { what, now } = WORDS[problem.kind];
  const own = problem.kind === "conflict" || problem.kind === "validation" ? problem.general[0] : undefined;
  return {
    what: own ?? t(what, { seconds: problem.retryAfter ?? 60 }),
    lost: t("error.nothingLost"),
    now: t(now),
    caseId: problem.kind === "server" ? problem.caseId : null,
  };
}

/** For Form: the server's field errors, or one line for everything else. Null when there is no error. */
export function formErrors(error: unknown, t: Translate): FieldErrors | null {
  if (error === null || error === undefined) return null;
  const problem = asProblem(error);
  if (problem.kind === "validation" && (Object.keys(problem.fields).length > 0 || problem.general.length > 0)) {
    return problem;
  }
  const { what, now } = describeProblem(problem, t);
  return { fields: {}, general: [t("error.sentence", { what, now })] };
}

export function isKind(error: unknown, kind: ProblemKind): error is Problem {
  return error instanceof Problem && error.kind === kind;
}
