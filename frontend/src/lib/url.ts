import { useLocation, useRouter } from "@tanstack/react-router";
import { useMemo } from "react";

export type Search = Record<string, string>;
export type Patch = Record<string, string | number | readonly string[] | null | undefined>;

/** Plain `?q=åsa&sida=2`: readable, shareable, every value text. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== "") params.set(key, String(value));
  }
  const text = params.toString();
  return text && `?${text}`;
}

/** The new search after a change. Another list begins at page one; another row of it, `visa`, stays. */
export function patchSearch(search: Search, patch: Patch): Search {
  const next: Search = { ...search };
  if (!("sida" in patch) && Object.keys(patch).some((key) => key !== "visa")) delete next.sida;
  for (const [key, value] of Object.entries(patch)) {
    const text = Array.isArray(value) ? value.join(",") : value;
    if (text === null || text === undefined || text === "") delete next[key];
    else next[key] = String(text);
  }
  return next;
}

/** Filters, sorting and paging live in the address: the back button and a shared link both work. */
export function useUrlState() {
  const router = useRouter();
  const location = useLocation();
  return useMemo(() => {
    const search = location.search as Search;
    const href = (patch: Patch) => location.pathname + stringifySearch(patchSearch(search, patch));
    return {
      search,
      text: (key: string) => search[key] ?? "",
      list: (key: string) => (search[key] ? search[key].split(",") : []),
      number: (key: string, fallback: number) => {
        const value = Number(search[key]);
        return search[key] && Number.isFinite(value) ? value : fallback;
      },
      href,
      /** Typing replaces the entry (`replace`), a choice adds one. */
      set: (patch: Patch, { replace = false } = {}) => {
        const target = href(patch);
        if (replace) router.history.replace(target);
        else router.history.push(target);
      },
    };
  }, [router, location.pathname, location.search]);
}
