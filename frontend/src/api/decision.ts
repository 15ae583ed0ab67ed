import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem, asProblem } from "./problem";
import type { Versioned } from "./version";

interface DecisionOptions<T extends Versioned, V, R> {
  /** The object as the user sees it. */
  object: T;
  /** Sends the decision; `seen` is what ifMatch() must get. */
  decide: (seen: T, values: V) => Promise<R>;
  /** Lists and counts that change with it. */
  touches: readonly QueryKey[];
  onDone?: (result: R) => void;
}

/**
 * A decision made on what the user saw. If a colleague wrote first nothing is overwritten: `conflict` holds
 * the object as it is now, and `accept()` takes it in after the user has looked.
 */
export function useDecision<T extends Versioned, V, R>({ object, decide, touches, onDone }: DecisionOptions<T, V, R>) {
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<T | null>(null);
  const refresh = () => Promise.all(touches.map((queryKey) => queries.invalidateQueries({ queryKey })));

  const mutation = useMutation<R, Problem, V>({
    mutationFn: (values) =>
      decide(object, values).catch((error: unknown) => {
        throw asProblem(error);
      }),
    onSuccess: async (result) => {
      setConflict(null);
      onDone?.(result);
      await refresh();
    },
    onError: (problem) => {
      if (problem.kind === "stale") setConflict((problem.current as T | undefined) ?? object);
      // The state moved on: what is on the screen is old either way.
      if (problem.kind === "conflict") void refresh();
    },
  });

  return {
    decide: mutation.mutate,
    isPending: mutation.isPending,
    /** Null for a stale version: that is `conflict`, not an error. */
    error: mutation.error?.kind === "stale" ? null : mutation.error,
    conflict,
    accept: () => {
      setConflict(null);
      mutation.reset();
      return refresh();
    },
  };
}
