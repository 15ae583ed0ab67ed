import type { Reason } from "@/ui/Lists";
import type { Proposal } from "../words";

type Given = Proposal["reasons"][number];

/** Rules in the order they tell the most about this match; what holds for nearly all comes last. */
const TELLING = ["certificates", "skills", "travel_time", "language", "licence", "adaptation", "shift_hour", "shift_end", "odd_hours", "transport", "trade", "rung", "hours"];
const SHOWN_MET = 3;

const KIND = { met: "must", plus: "plus", minus: "minus", missing: "missing" } as const;

function place(reason: Given): number {
  const at = TELLING.indexOf(reason.code);
  return at === -1 ? TELLING.length : at;
}

function isValuePart(proposal: Proposal, reason: Given): boolean {
  return (reason.kind === "plus" || reason.kind === "minus") && proposal.value_parts.some(({ code }) => code === reason.code);
}

const size = (proposal: Proposal, code: string) => Math.abs(proposal.value_parts.find((part) => part.code === code)?.value ?? 0);

/** The largest part that speaks for or against; time in work is the measure itself and says nothing. */
function largest(proposal: Proposal, kind: "plus" | "minus"): Given | undefined {
  return proposal.reasons
    .filter((reason) => reason.kind === kind && reason.code !== "work" && isValuePart(proposal, reason))
    .toSorted((a, b) => size(proposal, b.code) - size(proposal, a.code))[0];
}

const toReason = ({ kind, sentence_sv: text }: Given): Reason => ({ kind: KIND[kind], text });

/**
 * What to read first. Courses are left out: the path shows them with their dates. Warnings and unknown facts
 * are always there.
 */
export function tellingReasons(proposal: Proposal): Reason[] {
  const given = proposal.reasons.filter(({ code }) => code !== "course");
  const loud = given.filter((reason) => !isValuePart(proposal, reason) && (reason.kind === "minus" || reason.kind === "missing"));
  const met = given.filter(({ kind }) => kind === "met").toSorted((a, b) => place(a) - place(b));
  const parts = [largest(proposal, "plus"), largest(proposal, "minus")].filter((reason) => reason !== undefined);
  return [...met.slice(0, SHOWN_MET), ...parts, ...loud].map(toReason);
}

export interface Chip {
  kind: "must" | "plus" | "minus";
  code: string;
  /** The course's name, when there is one course. */
  name?: string;
  courses: number;
}

/** Three things in a row of the list: the way in, the best that speaks for, the most that speaks against. */
export function chips(proposal: Proposal): Chip[] {
  const courses = proposal.path.length;
  const found: Chip[] = [{ kind: "must", code: courses ? "course" : "direct", courses, ...(courses === 1 && { name: proposal.path[0]?.name }) }];
  const warning = proposal.reasons.find((reason) => reason.kind === "minus" && !isValuePart(proposal, reason));
  const plus = largest(proposal, "plus");
  const minus = warning ?? largest(proposal, "minus");
  if (plus) found.push({ kind: "plus", code: plus.code, courses: 0 });
  if (minus) found.push({ kind: "minus", code: minus.code, courses: 0 });
  return found;
}
