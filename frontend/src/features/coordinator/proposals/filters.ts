import type { operations } from "@/api/schema";
import type { Search } from "@/lib/url";

export type ListQuery = NonNullable<operations["proposal_list"]["parameters"]["query"]>;
type State = NonNullable<ListQuery["state"]>[number];

/** Named looks at the same list, in the order a morning goes. */
export const VIEWS = ["granska", "bedomning", "sakra", "lasta", "tid", "svar", "tysta", "alla"] as const;
export type View = (typeof VIEWS)[number];

const UNREVIEWED: State[] = ["new", "in_review"];
const VIEW_QUERY: Record<View, ListQuery> = {
  granska: { state: UNREVIEWED },
  bedomning: { state: UNREVIEWED, needs_judgement: true },
  sakra: { state: UNREVIEWED, needs_judgement: false },
  lasta: { state: ["locked"] },
  tid: { time_suggested: true },
  svar: { state: ["approved", "asked", "accepted"] },
  tysta: { company_silent: true },
  alla: {},
};

export const STATES: readonly State[] = [
  "new",
  "in_review",
  "locked",
  "asked",
  "accepted",
  "declined",
  "confirmed",
  "turned_down",
  "started",
  "rejected",
  "superseded",
  "expired",
];
export const MARGINS = ["clear", "even", "only"] as const;
export const CHANGES = ["new", "moved", "unchanged"] as const;
const SORTS = ["start_date", "candidate", "need", "travel", "value", "state_since"] as const;
type Ordering = NonNullable<ListQuery["ordering"]>[number];

export const PAGE_SIZE = 25;
/** A batch is small enough to read through. */
export const MAX_BATCH = 25;

export function viewOf(search: Search): View {
  return VIEWS.find((view) => view === search.vy) ?? "granska";
}

function oneOf<T extends string>(known: readonly T[], text: string | undefined): T[] | undefined {
  const found = known.find((value) => value === text);
  return found && [found];
}

function yesNo(text: string | undefined): boolean | undefined {
  return text === "ja" ? true : text === "nej" ? false : undefined;
}

export function orderingOf(search: Search): Ordering {
  const text = search.sort ?? "";
  const known = SORTS.some((name) => text === name || text === `-${name}`);
  return known ? (text as Ordering) : "start_date";
}

/** The address as the API's query. What the address says wrong is left out rather than asked for. */
export function toQuery(search: Search): ListQuery {
  const view = VIEW_QUERY[viewOf(search)];
  const page = Number(search.sida);
  const query: ListQuery = {
    ...view,
    q: search.q || undefined,
    state: oneOf(STATES, search.lage) ?? view.state,
    margin: oneOf(MARGINS, search.marginal),
    change: oneOf(CHANGES, search.andring),
    occupation: search.yrke || undefined,
    need: search.behov || undefined,
    stale: yesNo(search.andrat),
    with_course: yesNo(search.kurs),
    ordering: [orderingOf(search)],
    page: Number.isInteger(page) && page > 1 ? page : undefined,
    page_size: PAGE_SIZE,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** The filters that are set, by their name in the address. The view is not one of them. */
export const FILTERS = ["lage", "marginal", "andring", "yrke", "andrat", "kurs", "behov"] as const;
export type Filter = (typeof FILTERS)[number];
