import { useQueryClient } from "@tanstack/react-query";
import { useDecision } from "@/api/decision";
import { Problem } from "@/api/problem";
import { useT } from "@/lib/intl";
import { candidateQuery, LISTS } from "../queries";
import { useStore } from "../record/useRecord";
import type { Candidate } from "../record/values";

/** Writes one part of the card on the version seen; what was typed in a field beside it goes first. */
export function useCardWrite<Said>(
  candidate: Candidate,
  send: (seen: Candidate, said: Said) => Promise<{ data?: unknown }>,
) {
  const t = useT();
  const queries = useQueryClient();
  const store = useStore();
  const key = candidateQuery(candidate.id).queryKey;
  const decision = useDecision<Candidate, Said, Candidate>({
    object: candidate,
    decide: async (_, said) => {
      await store.flush();
      if (store.getSnapshot().state !== "clean") {
        throw new Problem({ kind: "conflict", status: 0, general: [t("card.saveFirst")] });
      }
      const { data } = await send(store.getSnapshot().candidate ?? candidate, said);
      return data as Candidate;
    },
    touches: LISTS,
    onDone: (result) => queries.setQueryData(key, result),
  });
  return {
    write: decision.decide,
    isPending: decision.isPending,
    error: decision.error,
    conflict: decision.conflict,
    /** Shows the record as a colleague left it. */
    showCurrent: () => {
      queries.setQueryData(key, decision.conflict ?? candidate);
      void decision.accept();
    },
  };
}

export type CardWrite<Said> = ReturnType<typeof useCardWrite<Said>>;
