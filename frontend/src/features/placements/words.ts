import type { components, operations } from "@/api/schema";
import type { Search } from "@/lib/url";
import type { Tone } from "@/ui/Status";

type Schemas = components["schemas"];
export type Placement = Schemas["Placement"];
export type PlacementState = Schemas["PlacementStateEnum"];
export type BreakOffReason = Schemas["BreakOffReasonEnum"];
export type Outcome = Schemas["PlacementOutcomeEnum"];
export type Query = NonNullable<operations["placement_list"]["parameters"]["query"]>;

export const STATES: readonly PlacementState[] = ["planned", "training", "ongoing", "ended", "broken_off"];
export const BREAK_OFF: readonly BreakOffReason[] = [
  "absence",
  "own_wish",
  "work_environment",
  "project_changed",
  "no_tutor",
  "other",
];
export const OUTCOMES: readonly Outcome[] = ["hired", "next_placement", "studies", "back_to_coach"];

export const TONES: Record<PlacementState, Tone> = {
  planned: "wait",
  training: "plain",
  ongoing: "plain",
  ended: "done",
  broken_off: "stop",
};
export const PAGE_SIZE = 25;
export const DEFAULT_SORT = "start_date";
const SORTS = ["start_date", "-start_date", "end_date", "-end_date", "candidate", "-candidate"] as const;

export function statesOf(search: Search): PlacementState[] {
  return STATES.filter((state) => (search.lage ?? "").split(",").includes(state));
}

export function toQuery(search: Search): Query {
  const page = Number(search.sida);
  const states = statesOf(search);
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    page_size: PAGE_SIZE,
    ordering: [SORTS.find((sort) => sort === search.sort) ?? DEFAULT_SORT],
    ...(search.q && { q: search.q }),
    ...(states.length > 0 && { state: states }),
  };
}
