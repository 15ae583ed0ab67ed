import { useMutation } from "@tanstack/react-query";
import { describeProblem } from "@/api/describe";
import { useT } from "@/lib/intl";
import { toast } from "@/ui/toasts";
import type { Candidate } from "../record/values";
import { useRefresh } from "./api";

interface Change {
  send: () => Promise<Candidate>;
  /** Takes it back, from what it became. */
  undo?: (now: Candidate) => Promise<unknown>;
  done: string;
}

/** One change of one row: told when it is done, undone on Ctrl+Z, and the lists are read again either way. */
export function useChange(onDone: () => void = () => undefined) {
  const t = useT();
  const refresh = useRefresh();
  const takeBack = async (undo: () => Promise<unknown>) => {
    try {
      await undo();
      toast(t("people.undone"));
    } catch (error) {
      toast(describeProblem(error, t).what, { tone: "stop" });
    }
    await refresh();
  };
  return useMutation({
    mutationFn: ({ send }: Change) => send(),
    onSuccess: async (now, { undo, done }) => {
      onDone();
      toast(done, undo ? { undo: () => void takeBack(() => undo(now)) } : {});
      await refresh();
    },
    onError: () => refresh(),
  });
}
