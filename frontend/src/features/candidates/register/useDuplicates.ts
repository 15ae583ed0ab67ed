import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { api } from "@/api/client";
import type { components } from "@/api/schema";

export type Duplicate = components["schemas"]["Duplicate"];

export interface Found {
  own: Duplicate[];
  elsewhere: boolean;
  isSearching: boolean;
  /** What another organisation knows: the text to ask it about. */
  elsewhereText: string;
}

interface Context {
  /** The draft being written: not like itself, nor like those told apart from it. */
  self?: string | undefined;
  birthDate?: string | null;
}

const PAUSE = 350;
const SHORTEST = 3;

/** A POST, so that who is looked for stands in no address; kept in memory for as long as the page is open. */
async function search(q: string, { self, birthDate }: Context) {
  const { data } = await api.POST("/api/candidates/possible_duplicates/", {
    body: { q, ...(birthDate && { birth_date: birthDate }), ...(self && { candidate: self }) },
  });
  return data ?? { own: [], elsewhere: false };
}

/** People like any of these texts, searched when typing pauses; the most like first. */
export function useDuplicates(texts: readonly string[], { self, birthDate }: Context = {}): Found {
  const wanted = texts.map((text) => text.trim()).filter((text) => text.length >= SHORTEST);
  const settled = usePause(wanted.join("\n"));
  const asked = useMemo(() => (settled === "" ? [] : settled.split("\n")), [settled]);
  const answers = useQueries({
    queries: asked.map((q) => ({
      queryKey: ["possible duplicates", q, self ?? null, birthDate ?? null],
      queryFn: () => search(q, { self, birthDate: birthDate ?? null }),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
      gcTime: 60_000,
      retry: false,
    })),
  });
  const own = new Map<string, Duplicate>();
  for (const { data } of answers) {
    for (const row of data?.own ?? []) {
      if (row.id !== self && own.get(row.id)?.likeness.code !== "very_like") own.set(row.id, row);
    }
  }
  const rank = ({ likeness }: Duplicate) => (likeness.code === "very_like" ? 0 : 1);
  return {
    own: [...own.values()].toSorted((a, b) => rank(a) - rank(b)),
    elsewhere: answers.some(({ data }) => data?.elsewhere),
    elsewhereText: asked[answers.findIndex(({ data }) => data?.elsewhere)] ?? "",
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
