import type { MessageId, Values } from "@/lib/intl";
import type { Search } from "@/lib/url";
import type { ActiveFilter } from "@/ui/FilterBar";
import type { components, operations } from "@/api/schema";
import { type NeedState, STATES } from "../words";

export type Query = NonNullable<operations["need_list"]["parameters"]["query"]>;
type Translate = (id: MessageId, values?: Values) => string;
type Occupations = readonly components["schemas"]["_Occupation"][];

export const PAGE_SIZE = 25;
export const DEFAULT_SORT = "-number";
const SORTS = ["number", "-number", "start_date", "-start_date", "state_since", "-state_since"] as const;
type Sort = (typeof SORTS)[number];

const isState = (text: string): text is NeedState => (STATES as readonly string[]).includes(text);
const isSort = (text: string): text is Sort => (SORTS as readonly string[]).includes(text);

/** The address is the user's: what it does not know is left out, not sent on to fail. */
export function toQuery(search: Search): Query {
  const states = (search.lage ?? "").split(",").filter(isState);
  const sort = search.sort ?? "";
  const page = Number(search.sida);
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    page_size: PAGE_SIZE,
    ordering: [isSort(sort) ? sort : DEFAULT_SORT],
    ...(search.q && { q: search.q }),
    ...(states.length > 0 && { state: states }),
    ...(search.yrke && { occupation: search.yrke }),
    ...(search.projekt && { project: search.projekt }),
  };
}

export function statesOf(search: Search): NeedState[] {
  return (search.lage ?? "").split(",").filter(isState);
}

export interface NeedFilter extends ActiveFilter {
  without: Record<string, string[] | null>;
}

export function activeFilters(
  search: Search,
  occupations: Occupations | undefined,
  projectName: string | undefined,
  t: Translate,
): NeedFilter[] {
  const states = statesOf(search);
  return [
    ...states.map((state) => ({
      id: `lage:${state}`,
      label: t("needs.filterIs", { what: t("needs.state"), value: t(`needs.state.${state}`) }),
      without: { lage: states.filter((other) => other !== state) },
    })),
    ...(search.yrke
      ? [
          {
            id: "yrke",
            label: t("needs.filterIs", {
              what: t("needs.occupation"),
              value: occupations?.find(({ code }) => code === search.yrke)?.name_sv ?? search.yrke,
            }),
            without: { yrke: null },
          },
        ]
      : []),
    ...(search.projekt
      ? [
          {
            id: "projekt",
            label: t("needs.filterIs", { what: t("needs.project"), value: projectName ?? "…" }),
            without: { projekt: null },
          },
        ]
      : []),
  ];
}
