import { useCallback, useMemo, useState } from "react";
import { useT } from "@/lib/intl";
import { toast } from "@/ui/toasts";
import { isActive, useLatestRun, useRunEnd } from "./api";
import { diffWords, wentWrong } from "./runWords";

/** The newest run and the panel that shows it: what a page needs to start, follow and hear of runs. */
export function useRunControl() {
  const t = useT();
  const latest = useLatestRun();
  const [isOpen, setOpen] = useState(false);
  const { run } = latest;

  useRunEnd(
    run,
    useCallback(
      (ended) => {
        const diff = diffWords(ended, t);
        if (wentWrong(ended)) toast(t("run.endedBadly", { number: ended.number }), { tone: "stop" });
        else toast(t("run.ended", { number: ended.number, diff: diff ?? "" }));
      },
      [t],
    ),
  );
  return useMemo(
    () => ({
      ...latest,
      active: run && isActive(run) ? run : null,
      isOpen,
      open: () => setOpen(true),
      close: () => setOpen(false),
    }),
    [latest, run, isOpen],
  );
}

export type RunControl = ReturnType<typeof useRunControl>;
