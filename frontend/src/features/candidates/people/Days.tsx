import { Flag } from "lucide-react";
import { formErrors } from "@/api/describe";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { Button } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { Form } from "@/ui/Form";
import { Status } from "@/ui/Status";
import { TextField } from "@/ui/TextField";
import { flagAgain, type Row, unflag } from "./api";
import { Inline } from "./Inline";
import styles from "./people.module.css";
import { useChange } from "./useChange";

/** As long as a coach most often means by "not now". */
const USUAL_DAYS = 30;

/** Days in the state; flagged when too many, unless somebody has said why and until when. */
export function Days({ row }: { row: Row }) {
  const t = useT();
  const format = useFormat();
  const mayEdit = row.allowed_actions.includes("partial_update");
  const count = format.number(row.days_in_state);
  if (row.is_stalled) {
    const shown = <Status tone="act">{t("people.stalledDays", { days: row.days_in_state })}</Status>;
    if (!mayEdit) return shown;
    return (
      <Inline icon={Flag} label={t("people.unflagOf", { name: row.name })} form={(close) => <UnflagForm row={row} onClose={close} />}>
        {shown}
      </Inline>
    );
  }
  if (row.unflagged_until === null) return count;
  const shown = (
    <span className={styles.due}>{t("people.unflagged", { days: row.days_in_state, day: format.day(row.unflagged_until) })}</span>
  );
  if (!mayEdit) return shown;
  return (
    <Inline icon={Flag} label={t("people.unflaggedOf", { name: row.name })} form={(close) => <FlagForm row={row} onClose={close} />}>
      {shown}
    </Inline>
  );
}

function UnflagForm({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useT();
  const today = useToday();
  const change = useChange(onClose);
  return (
    <Form
      errors={formErrors(change.error, t)}
      onSubmit={(data) =>
        change.mutate({
          send: () => unflag(row, String(data.get("until") ?? ""), String(data.get("reason") ?? "")),
          undo: flagAgain,
          done: t("people.unflagSaved", { name: row.name }),
        })
      }
    >
      <TextField label={t("people.unflagReason")} name="reason" description={t("people.unflagHelp")} maxLength={200} isRequired autoFocus />
      <DateField label={t("people.unflagUntil")} name="until" defaultValue={addDays(today, USUAL_DAYS)} min={addDays(today, 1)} isRequired />
      <div className="row">
        <Button type="submit" variant="primary" size="sm" isPending={change.isPending}>
          <T id="people.unflag" />
        </Button>
        <Button size="sm" onPress={onClose}>
          <T id="ui.cancel" />
        </Button>
      </div>
    </Form>
  );
}

function FlagForm({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useT();
  const { unflagged_until: until, unflagged_reason: reason } = row;
  const change = useChange(onClose);
  return (
    <Form
      errors={formErrors(change.error, t)}
      onSubmit={() =>
        change.mutate({
          send: () => flagAgain(row),
          undo: (now) => unflag(now, until ?? "", reason),
          done: t("people.flagged", { name: row.name }),
        })
      }
    >
      <p>{t("people.unflaggedWhy", { reason })}</p>
      <div className="row">
        <Button type="submit" size="sm" isPending={change.isPending} autoFocus>
          <T id="people.flagAgain" />
        </Button>
        <Button size="sm" onPress={onClose}>
          <T id="ui.cancel" />
        </Button>
      </div>
    </Form>
  );
}
