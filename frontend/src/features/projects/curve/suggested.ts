import type { components } from "@/api/schema";
import type { Suggestion } from "../words";

type NeedRow = components["schemas"]["NeedRow"];
type NewNeed = components["schemas"]["NeedCreateRequest"];

/** The suggestion as the need it stands for. */
export function toNeed(project: string, suggestion: Suggestion): NewNeed {
  return {
    project,
    occupation: suggestion.occupation.code,
    min_rung: suggestion.min_rung.code,
    employment_form: suggestion.employment_form.code,
    start_date: suggestion.start_date,
    end_date: suggestion.end_date,
    steps: suggestion.steps.map(({ start_date, end_date, headcount }) => ({ start_date, end_date, headcount })),
    tutor_hours_per_person: suggestion.tutor_hours_per_person,
  };
}

/** A draft that already asks for the same: same trade, same step, days in common. */
export function twinOf(suggestion: Suggestion, drafts: readonly NeedRow[]): NeedRow | undefined {
  return drafts.find(
    (draft) =>
      draft.occupation.code === suggestion.occupation.code &&
      draft.min_rung.code === suggestion.min_rung.code &&
      draft.start_date < suggestion.end_date &&
      suggestion.start_date < draft.end_date,
  );
}
