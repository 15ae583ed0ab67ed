import type { components, operations } from "@/api/schema";
import type { Search } from "@/lib/url";
import type { Tone } from "@/ui/Status";

type Schemas = components["schemas"];
export type Offer = Schemas["Offer"];
export type OfferState = Schemas["OfferStateEnum"];
export type TurnDownReason = Schemas["TurnDownReasonEnum"];
export type Query = NonNullable<operations["offer_list"]["parameters"]["query"]>;

export const REASONS: readonly TurnDownReason[] = ["filled", "project_changed", "no_tutor", "requirement", "timing", "other"];

export const TONES: Record<OfferState, Tone> = {
  approved: "wait",
  asked: "wait",
  accepted: "act",
  confirmed: "done",
  started: "done",
  turned_down: "off",
};

/** What the list can show; the first is what the company has to answer. */
export const VIEWS = ["svara", "tillfragade", "bekraftade", "nej", "alla"] as const;
export type View = (typeof VIEWS)[number];
const STATES: Record<View, OfferState[]> = {
  svara: ["accepted"],
  tillfragade: ["approved", "asked"],
  bekraftade: ["confirmed", "started"],
  nej: ["turned_down"],
  alla: [],
};
export const PAGE_SIZE = 20;

export function viewOf(search: Search): View {
  return VIEWS.find((view) => view === search.lage) ?? "svara";
}

const SORTS = ["start_date", "-start_date", "state_since", "-state_since"] as const;
export function sortOf(search: Search): (typeof SORTS)[number] {
  return SORTS.find((sort) => sort === search.sort) ?? "state_since";
}

export function toQuery(search: Search): Query {
  const page = Number(search.sida);
  const states = STATES[viewOf(search)];
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    page_size: PAGE_SIZE,
    ordering: [sortOf(search)],
    ...(states.length > 0 && { state: states }),
    ...(search.behov && { need: search.behov }),
  };
}
