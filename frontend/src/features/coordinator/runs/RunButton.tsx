import { LoaderCircle, Play } from "lucide-react";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import styles from "./runs.module.css";
import { RunDialog } from "./RunDialog";
import type { RunControl } from "./useRunControl";

interface Props {
  control: RunControl;
  /** The yellow mark: only where running is the next thing to do. */
  marked?: boolean;
  variant?: "primary" | "secondary";
}

/** Starts a run; while one works, a quiet word about it that opens the same panel. */
export function RunButton({ control, marked = false, variant = "primary" }: Props) {
  const t = useT();
  const { active } = control;
  return (
    <>
      {active ? (
        <Button variant="secondary" onPress={control.open} aria-label={t("run.following", { number: active.number })}>
          <span className={styles.working}>
            <Icon as={LoaderCircle} size={16} />
          </span>
          {active.status === "queued" ? (
            <T id="run.waits" />
          ) : (
            <T id="run.works" values={{ seconds: Math.round(active.progress.seconds ?? 0) }} />
          )}
        </Button>
      ) : (
        <Button variant={variant} icon={Play} marked={marked} onPress={control.open} aria-keyshortcuts="O">
          <T id="run.optimise" />
        </Button>
      )}
      {control.isOpen && <RunDialog control={control} />}
    </>
  );
}
