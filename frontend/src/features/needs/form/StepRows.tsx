import { Plus, X } from "lucide-react";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button, IconButton } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { NumberField } from "@/ui/TextField";
import { type Draft, type Step, withMoreSteps } from "./draft";
import styles from "./form.module.css";

interface StepRowsProps {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  error?: string;
}

/** The headcount over time: from, to and how many, in order. */
export function StepRows({ draft, set, error }: StepRowsProps) {
  const t = useT();
  const format = useFormat();
  const change = (index: number, patch: Partial<Step>) =>
    set({ steps: draft.steps.map((step, i) => (i === index ? { ...step, ...patch } : step)) });
  return (
    <div className={styles.steps} data-field="steps" tabIndex={-1}>
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <ol className={styles.stepRows}>
        {draft.steps.map((step, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a row has no name, only its place
          <li key={index} className={styles.stepRow}>
            <DateField
              label={t("needForm.rowFrom", { row: index + 1 })}
              value={step.start_date || null}
              description={step.start_date ? t("needForm.week", { week: format.week(step.start_date) }) : undefined}
              onChange={(day) => change(index, { start_date: day ?? "" })}
            />
            <DateField
              label={t("needForm.rowTo", { row: index + 1 })}
              value={step.end_date ? addDays(step.end_date, -1) : null}
              description={
                step.end_date ? t("needForm.week", { week: format.week(addDays(step.end_date, -1)) }) : undefined
              }
              onChange={(day) => change(index, { end_date: day ? addDays(day, 1) : "" })}
            />
            <NumberField
              label={t("needForm.rowHeadcount", { row: index + 1 })}
              minValue={1}
              maxValue={500}
              value={step.headcount}
              onChange={(headcount) => change(index, { headcount: headcount || 1 })}
            />
            {draft.steps.length > 1 && (
              <IconButton
                icon={X}
                label={t("needForm.removeRow", { row: index + 1 })}
                onPress={() => set({ steps: draft.steps.filter((other) => other !== step) })}
              />
            )}
          </li>
        ))}
      </ol>
      <Button size="sm" icon={Plus} onPress={() => set({ steps: withMoreSteps(draft) })}>
        <T id="needForm.addRow" />
      </Button>
    </div>
  );
}
