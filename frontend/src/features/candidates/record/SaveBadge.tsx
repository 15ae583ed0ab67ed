import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, WifiOff } from "lucide-react";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import { Icon, type IconType } from "@/ui/Icon";
import styles from "./record.module.css";
import type { SaveState } from "./store";
import { useSnapshot, useStore } from "./useRecord";

const ICONS: Record<SaveState, IconType> = {
  clean: CircleCheck,
  waiting: CircleDashed,
  saving: LoaderCircle,
  failed: WifiOff,
  refused: CircleAlert,
  clash: CircleAlert,
};

/** Where what was typed is: stored, on its way, or still only here. */
export function SaveBadge() {
  const t = useT();
  const format = useFormat();
  const { state, savedAt, candidate, problem, errors } = useSnapshot(useStore());
  const isNew = candidate === null;
  const own = problem ? describeProblem(problem, t).what : (errors.general[0] ?? t("record.save.refused"));
  const text = {
    clean: savedAt ? t("record.save.at", { time: format.time(savedAt) }) : isNew ? "" : t("record.save.all"),
    waiting: isNew ? t("record.save.needsName") : t("record.save.waiting"),
    saving: t("record.save.saving"),
    failed: t("record.save.failed"),
    refused: own,
    clash: t("record.save.clash"),
  }[state];
  return (
    <p role="status" className={styles.badge} data-state={state}>
      {text !== "" && (
        <>
          <Icon as={ICONS[state]} size={16} />
          {text}
        </>
      )}
    </p>
  );
}
