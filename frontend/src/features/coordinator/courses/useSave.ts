import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Problem, asProblem } from "@/api/problem";
import { TOUCHED } from "./words";

/** Sends something new; the lists follow. */
export function useSave<V>(send: (values: V) => Promise<unknown>, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation<unknown, Problem, V>({
    mutationFn: (values) =>
      send(values).catch((error: unknown) => {
        throw asProblem(error);
      }),
    onSuccess: async () => {
      onDone();
      await Promise.all(TOUCHED.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
}
