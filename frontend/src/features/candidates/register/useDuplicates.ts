import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { api } from "@/api/client";
import type { components } from "@/api/schema";

export type Duplicate = components["schemas"]["Duplicate"];

export interface Found {
  own: Duplicate[];
  elsewhere: boolean;
  isSearching: boolean;
}

const PAUSE = 350;
const SHORTEST = 3;

/** A POST, so that who is looked for stands in no address; kept in memory for as long as the page is open. */
async function search(q: string) {
  const { data } = await api.POST("/api/candidates/possible_duplicates/", { body: { q } });
  return data ?? { own: [], elsewhere: false };
}

/** People like any of these texts, searched when typing pauses. Her own draft is not one of them. */
export function useDuplicates(texts: readonly string[], self: string | undefined): Found {
  const wanted = texts.map((text) => text.trim()).filter((text) => text.length >= SHORTEST);
  const settled = usePause(wanted.join("\n"));
  const asked = useMemo(() => (settled === "" ? [] : settled.split("\n")), [settled]);
  const answers = useQueries({
    queries: asked.map((q) => ({
      queryKey: ["possible duplicates", q],
      queryFn: () => search(q),
      staleTime: 60_000,
      gcTime: 60_000,
      retry: false,
    })),
  });
  const own = new Map<string, Duplicate>();
  for (const { data } of answers) for (const row of data?.own ?? []) if (row.id !== self) own.set(row.id, row);
  return {
    own: [...own.values()],
    elsewhere: answers.some(({ data }) => data?.elsewhere),
    isSearching: answers.some(({ isLoading }) => isLoading),
  };
}

function usePause(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
