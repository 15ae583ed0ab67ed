import { keepPreviousData } from "@tanstack/react-query";
import { $api } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type Why = Schemas["Why"];
export type WhyNot = Schemas["WhyNot"];
export type Changed = Schemas["Changed"];
export type Where = NonNullable<Changed["before"]>;
export type Price = Schemas["Price"];
export type RunDiff = Schemas["RunDiff"];

const FOUND = 6;
/** What is asked about a finished run is the same tomorrow; only what people may see can change. */
const SETTLED = { staleTime: 5 * 60_000, retry: false } as const;

export function useWhy(proposal: string) {
  return $api.useQuery("get", "/api/proposals/{id}/why/", { params: { path: { id: proposal } } });
}

export interface Pair {
  candidate: string;
  need: string;
}

export function useWhyNot(run: string, pair: Pair | null, deep: boolean) {
  return $api.useQuery(
    "get",
    "/api/runs/{id}/why-not/",
    { params: { path: { id: run }, query: { candidate: pair?.candidate ?? "", need: pair?.need ?? "", ...(deep && { deep }) } } },
    { ...SETTLED, enabled: pair !== null },
  );
}

export function usePrices(run: string, isAsked: boolean) {
  return $api.useQuery("get", "/api/runs/{id}/prices/", { params: { path: { id: run } } }, { ...SETTLED, enabled: isAsked });
}

export function useDiff(run: string) {
  return $api.useQuery("get", "/api/runs/{id}/diff/", { params: { path: { id: run } } }, SETTLED);
}

/** Two letters before anybody is looked for. */
const isEnough = (text: string) => text.trim().length >= 2;

export function usePeople(text: string) {
  return $api.useQuery(
    "get",
    "/api/candidates/",
    { params: { query: { q: text, state: ["ready", "proposed"], page_size: FOUND } } },
    { enabled: isEnough(text), placeholderData: keepPreviousData },
  );
}

export function useNeeds(text: string) {
  return $api.useQuery(
    "get",
    "/api/needs/",
    { params: { query: { q: text, state: ["open", "partly_filled"], page_size: FOUND } } },
    { enabled: isEnough(text), placeholderData: keepPreviousData },
  );
}
