import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { ifMatch } from "@/api/version";
import { useT } from "@/lib/intl";
import { toast } from "@/ui/toasts";
import { candidateQuery } from "../queries";
import type { Candidate } from "../record/values";
import { SAME } from "./queries";

/** Two records again, as they were; refused when somebody has written since. */
export function useUndoMerge() {
  const t = useT();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (seen: Candidate) => {
      const { data } = await api.POST("/api/candidates/{id}/undo_merge/", {
        params: { path: { id: seen.id }, header: ifMatch(seen) },
      });
      return data as Candidate;
    },
    onSuccess: (card) => {
      queries.setQueryData(candidateQuery(card.id).queryKey, card);
      toast(t("same.undone"));
    },
    onError: (error, { id }) => {
      toast(describeProblem(error, t).what, { tone: "stop" });
      void queries.invalidateQueries({ queryKey: candidateQuery(id).queryKey });
    },
    onSettled: () => Promise.all(SAME.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
