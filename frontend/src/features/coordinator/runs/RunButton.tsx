import { LoaderCircle, Play } from "lucide-react";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import type { Run } from "../words";
import { secondsAtWork, useNow } from "./api";
import styles from "./runs.module.css";
import { RunDialog } from "./RunDialog";
import type { RunControl } from "./useRunControl";

interface Props {
  control: RunControl;
  variant?: "primary" | "secondary";
}

function Clock({ run }: { run: Run }) {
  return <T id="run.works" values={{ seconds: secondsAtWork(run, useNow()) }} />;
}

/** Starts a run; while one works, a quiet word about it that opens the same panel. */
export function RunButton({ control, variant = "primary" }: Props) {
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
            <Clock run={active} />
          )}
        </Button>
      ) : (
        <Button variant={variant} icon={Play} onPress={control.open} aria-keyshortcuts="O">
          <T id="run.optimise" />
        </Button>
      )}
      {control.isOpen && <RunDialog control={control} />}
    </>
  );
}
