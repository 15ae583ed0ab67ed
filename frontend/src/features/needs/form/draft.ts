import type { components } from "@/api/schema";
import { addDays } from "@/lib/dates";
import { LEVELS, type Level, type Need } from "../words";

type Body = components["schemas"]["NeedCreateRequest"];
type Kind = components["schemas"]["RequirementInputKindEnum"];
export interface Requirement {
  kind: Kind;
  code: string;
}
export type Requirements = Record<Level, Requirement[]>;
export interface Step {
  start_date: string;
  /** The first day after, as in the API. */
  end_date: string;
  headcount: number;
}

/** The form's values: what the API takes, with nothing left out and "" for what is not chosen yet. */
export type Draft = Omit<Required<Body>, "requirements" | "steps"> & { requirements: Requirements; steps: Step[] };
export type Field = keyof Draft;

const FULL_TIME = 40;
const ADULT = 18;

export function emptyDraft(project = ""): Draft {
  return {
    project,
    occupation: "",
    min_rung: 0,
    employment_form: "apprentice",
    start_date: "",
    end_date: "",
    steps: [{ start_date: "", end_date: "", headcount: 1 }],
    hours_per_week: FULL_TIME,
    tutor_hours_per_person: 4,
    max_delay_weeks: 6,
    min_language_level: 1,
    minimum_age: ADULT,
    answer_by: null,
    description: "",
    task_demands: [],
    requirements: { must: [], nice: [], teach: [] },
  };
}

export function fromNeed(need: Need): Draft {
  const bare = (level: Level) => need.requirements[level].map(({ kind, code }) => ({ kind: kind as Kind, code }));
  return {
    project: need.project.id,
    occupation: need.occupation.code,
    min_rung: need.min_rung.code,
    employment_form: need.employment_form.code,
    start_date: need.start_date,
    end_date: need.end_date,
    steps: need.steps.map(({ start_date, end_date, headcount }) => ({ start_date, end_date, headcount })),
    hours_per_week: need.hours_per_week,
    tutor_hours_per_person: need.tutor_hours_per_person,
    max_delay_weeks: need.max_delay_weeks,
    min_language_level: need.min_language_level as Draft["min_language_level"],
    minimum_age: need.minimum_age,
    answer_by: need.answer_by,
    description: need.description,
    task_demands: need.task_demands.map(({ code }) => code),
    requirements: { must: bare("must"), nice: bare("nice"), teach: bare("teach") },
  };
}

/** The same work again. Days that have begun are left to choose; the headcount is the peak of the old one. */
export function copyOf(need: Need, today: string): Draft {
  const draft = { ...fromNeed(need), answer_by: null };
  if (draft.start_date > today) return draft;
  const peak = Math.max(1, ...draft.steps.map(({ headcount }) => headcount));
  return { ...draft, start_date: "", end_date: "", steps: [{ start_date: "", end_date: "", headcount: peak }] };
}

/** One row for the whole time: the form then shows a number instead of rows. */
export function isWhole({ steps, start_date, end_date }: Pick<Draft, "steps" | "start_date" | "end_date">): boolean {
  const [only] = steps;
  return steps.length === 1 && only?.start_date === start_date && only.end_date === end_date;
}

/** New days for the need; rows that stood at its ends follow along. */
export function withDays(draft: Draft, days: Partial<Pick<Draft, "start_date" | "end_date">>): Draft {
  const next = { ...draft, ...days };
  return {
    ...next,
    steps: draft.steps.map((step, i) => ({
      ...step,
      start_date: i === 0 && step.start_date === draft.start_date ? next.start_date : step.start_date,
      end_date: i === draft.steps.length - 1 && step.end_date === draft.end_date ? next.end_date : step.end_date,
    })),
  };
}

/** One more row after the last: the last one gives half its time, in whole weeks, when it can. */
export function withMoreSteps({ steps, start_date, end_date }: Draft): Step[] {
  const last = steps.at(-1);
  if (!last?.start_date || !last.end_date) return [...steps, { start_date, end_date, headcount: 1 }];
  const weeks = Math.floor((Date.parse(last.end_date) - Date.parse(last.start_date)) / 604_800_000);
  const cut = addDays(last.start_date, Math.max(1, Math.floor(weeks / 2)) * 7);
  if (cut >= last.end_date) return [...steps, { start_date: last.end_date, end_date: last.end_date, headcount: last.headcount }];
  return [...steps.slice(0, -1), { ...last, end_date: cut }, { ...last, start_date: cut }];
}

/** A thing stands in one list at most: adding it to another moves it. */
export function placeRequirement(requirements: Requirements, item: Requirement, level: Level | null): Requirements {
  const isOther = (row: Requirement) => row.kind !== item.kind || row.code !== item.code;
  const without = Object.fromEntries(LEVELS.map((l) => [l, requirements[l].filter(isOther)])) as Requirements;
  return level ? { ...without, [level]: [...without[level], item] } : without;
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const FIELDS = Object.keys(emptyDraft()) as Field[];

export function changedFields(base: Draft, draft: Draft): Field[] {
  return FIELDS.filter((field) => !isSame(base[field], draft[field]));
}

/** What the API wants for these fields. A form not filled in sends no rows rather than half ones. */
export function toBody<F extends Field>(draft: Draft, fields: readonly F[]): Pick<Draft, F> {
  const steps = draft.steps.filter(({ start_date, end_date }) => start_date && end_date);
  return Object.fromEntries(fields.map((field) => [field, field === "steps" ? steps : draft[field]])) as Pick<Draft, F>;
}
export const ALL_FIELDS: readonly Field[] = FIELDS;

/** What the work is, and not only how many or when to answer: a change lifts approvals (docs/api.md). */
export function changesContent(base: Draft, draft: Draft): boolean {
  const days = (d: Draft) => d.steps.map(({ start_date, end_date }) => [start_date, end_date]);
  return changedFields(base, draft).some(
    (field) => field !== "answer_by" && (field !== "steps" || !isSame(days(base), days(draft))),
  );
}

/** Two changed the same need: what only one of them touched is taken, the rest is for the user to choose. */
export function merge(base: Draft, mine: Draft, theirs: Draft): { merged: Draft; clashes: Field[] } {
  const own = changedFields(base, mine);
  const clashes = own.filter((field) => !isSame(base[field], theirs[field]) && !isSame(mine[field], theirs[field]));
  return { merged: { ...theirs, ...Object.fromEntries(own.map((field) => [field, mine[field]])) }, clashes };
}
