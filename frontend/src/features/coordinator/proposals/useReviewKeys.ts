import { type RefObject, useMemo } from "react";
import { useT } from "@/lib/intl";
import { useListKeys } from "@/lib/keys";
import { useKeyGroup } from "@/ui/keyHints";

export interface ReviewCommands {
  step: (by: 1 | -1) => void;
  open: () => void;
  close: () => void;
  approve: () => void;
  reject: () => void;
  toggleLock: () => void;
  why: () => void;
  undo: () => void;
  optimise: () => void;
}

/** The list's single keys. They read the newest commands through a ref, so the listener stays put. */
export function useReviewKeys(list: RefObject<HTMLElement | null>, commands: RefObject<ReviewCommands>): void {
  const t = useT();
  useListKeys(
    list,
    useMemo(
      () => ({
        j: () => commands.current.step(1),
        k: () => commands.current.step(-1),
        s: () => commands.current.step(1),
        escape: () => commands.current.close(),
        g: () => commands.current.approve(),
        a: () => commands.current.reject(),
        l: () => commands.current.toggleLock(),
        v: () => commands.current.why(),
        z: () => commands.current.undo(),
        o: () => commands.current.optimise(),
      }),
      [commands],
    ),
  );
  useKeyGroup(
    useMemo(
      () => ({
        title: t("review.keys"),
        hints: [
          { keys: ["J", "K"], does: t("review.keys.step") },
          { keys: ["Enter"], does: t("review.keys.open") },
          { keys: ["G"], does: t("review.approve") },
          { keys: ["A"], does: t("review.keys.reject") },
          { keys: ["L"], does: t("review.keys.lock") },
          { keys: ["V"], does: t("review.keys.why") },
          { keys: ["S"], does: t("review.keys.skip") },
          { keys: ["Z"], does: t("keys.undo") },
          { keys: ["O"], does: t("run.optimise") },
          { keys: ["Esc"], does: t("review.keys.close") },
        ],
      }),
      [t],
    ),
  );
}
