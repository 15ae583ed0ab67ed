import type { Reference } from "@/api/reference";
import type { paths } from "@/api/schema";
import type { useT } from "@/lib/intl";
import type { Search } from "@/lib/url";
import type { ActiveFilter } from "@/ui/FilterBar";
import { nameOf, STATES } from "../words";

export type Query = NonNullable<paths["/api/candidates/"]["get"]["parameters"]["query"]>;

export const PAGE_SIZE = 25;
export const EXPIRING_DAYS = 60;

/** Address → API. What the address cannot mean is left out rather than refused. */
export function toQuery(search: Search): Query {
  const states = list(search, "lage").filter((code) => (STATES as readonly string[]).includes(code));
  const page = Number(search.sida);
  return {
    ...(search.q && { q: search.q }),
    ...(search.vem !== "alla" && { coach: "me" as const }),
    ...(states.length > 0 && { state: states as Query["state"] }),
    ...(search.yrke && { occupation: search.yrke }),
    ...(search.kommun && { municipality: search.kommun }),
    ...(search.intyg && { certificate_expiring: EXPIRING_DAYS }),
    ...(search.stilla && { stalled: true }),
    ...(search.undantag && { unflagged: true }),
    ordering: ordering(search.sort),
    page: Number.isInteger(page) && page > 0 ? page : 1,
    page_size: PAGE_SIZE,
  };
}

export function list(search: Search, key: string): string[] {
  return search[key] ? search[key].split(",") : [];
}

/** Most days in a state is the earliest beginning of it, so that column turns around. */
const ORDERS: Record<string, Query["ordering"]> = {
  name: "name",
  "-name": "-name",
  days: "-state_since",
  "-days": "state_since",
  available_from: "available_from",
  "-available_from": "-available_from",
};

function ordering(sort: string | undefined): Query["ordering"] {
  return ORDERS[sort ?? ""] ?? "name";
}

/** The filters in force, each with the change of address that lifts it. Whose candidates is a view, not a filter. */
export function activeFilters(
  search: Search,
  reference: Reference | undefined,
  t: ReturnType<typeof useT>,
): (ActiveFilter & { without: Record<string, string[] | null> })[] {
  return [
    ...list(search, "lage").map((code) => ({
      id: `lage:${code}`,
      label: t("candidates.filter.state", { value: t(`candidates.state.${code as "draft"}`) }),
      without: { lage: list(search, "lage").filter((other) => other !== code) },
    })),
    ...(search.yrke
      ? [
          {
            id: "yrke",
            label: t("candidates.filter.occupation", { value: nameOf(reference?.occupations, search.yrke) }),
            without: { yrke: null },
          },
        ]
      : []),
    ...(search.kommun
      ? [
          {
            id: "kommun",
            label: t("candidates.filter.municipality", { value: nameOf(reference?.municipalities, search.kommun) }),
            without: { kommun: null },
          },
        ]
      : []),
    ...(search.intyg ? [{ id: "intyg", label: t("candidates.filter.expiring"), without: { intyg: null } }] : []),
    ...(search.stilla ? [{ id: "stilla", label: t("candidates.filter.stalled"), without: { stilla: null } }] : []),
    ...(search.undantag ? [{ id: "undantag", label: t("people.filterUnflagged"), without: { undantag: null } }] : []),
  ];
}
