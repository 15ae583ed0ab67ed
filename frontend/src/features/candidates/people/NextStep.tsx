import { formErrors } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { Button } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";
import { edit, type Row } from "./api";
import { Inline } from "./Inline";
import styles from "./people.module.css";
import { useChange } from "./useChange";

/** What happens next and by when; a day that has been is marked. */
export function NextStep({ row }: { row: Row }) {
  const t = useT();
  const shown = <NextStepText row={row} />;
  if (!row.allowed_actions.includes("partial_update")) return shown;
  return (
    <Inline label={t("people.editStep", { name: row.name })} form={(close) => <StepForm row={row} onClose={close} />}>
      {shown}
    </Inline>
  );
}

function NextStepText({ row }: { row: Row }) {
  const t = useT();
  const format = useFormat();
  const today = useToday();
  const isLate = row.next_step_due !== null && row.next_step_due < today;
  if (!row.next_step && !row.next_step_due) return <span className="muted">{t("candidates.none")}</span>;
  return (
    <>
      {row.next_step}
      {row.next_step_due && (
        <span className={isLate ? styles.late : styles.due}>
          {" "}
          {t(isLate ? "people.late" : "people.due", { day: format.day(row.next_step_due) })}
        </span>
      )}
    </>
  );
}

function StepForm({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useT();
  const change = useChange(onClose);
  const before = { next_step: row.next_step, next_step_due: row.next_step_due };
  return (
    <Form
      errors={formErrors(change.error, t)}
      onSubmit={(data) => {
        const after = { next_step: String(data.get("next_step") ?? ""), next_step_due: String(data.get("next_step_due") ?? "") || null };
        change.mutate({
          send: () => edit(row, after),
          undo: (now) => edit(now, before),
          done: t("people.stepSaved", { name: row.name }),
        });
      }}
    >
      <TextField label={t("candidates.nextStep")} name="next_step" defaultValue={row.next_step} maxLength={200} isRequired={false} autoFocus />
      <DateField label={t("people.dueLabel")} name="next_step_due" defaultValue={row.next_step_due} isRequired={false} />
      <div className="row">
        <Button type="submit" variant="primary" size="sm" isPending={change.isPending}>
          <T id="people.saveStep" />
        </Button>
        <Button size="sm" onPress={onClose}>
          <T id="ui.cancel" />
        </Button>
      </div>
    </Form>
  );
}
