import { useMemo, useState } from "react";
import { describeProblem, formErrors } from "@/api/describe";
import { addDays, daysBetween } from "@/lib/dates";
import { T, useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { ConflictBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { ErrorState } from "@/ui/States";
import { TextField } from "@/ui/TextField";
import type { useAnswer } from "./useAnswer";
import type { Offer } from "./words";

interface Props {
  offer: Pick<Offer, "start_date" | "end_date">;
  who: string;
  answer: ReturnType<typeof useAnswer>;
  onClose: () => void;
}

/** Other days, and why. A new start keeps the length until somebody says otherwise. */
export function SuggestTimeDialog({ offer, who, answer, onClose }: Props) {
  const t = useT();
  const today = useToday();
  const length = daysBetween(offer.start_date, offer.end_date);
  const [start, setStart] = useState<string | null>(offer.start_date);
  const [last, setLast] = useState<string | null>(addDays(offer.end_date, -1));
  const errors = useMemo(() => formErrors(answer.error, t), [answer.error, t]);
  const isField = answer.error?.kind === "validation";
  const move = (day: string | null) => {
    setStart(day);
    if (day) setLast(addDays(day, length - 1));
  };
  return (
    <Dialog title={t("offers.timeTitle", { who })} isOpen onClose={onClose}>
      <Form
        errors={isField ? errors : null}
        onSubmit={(data) => {
          if (start && last) {
            answer.decide({
              kind: "suggest_time",
              start_date: start,
              end_date: addDays(last, 1),
              reason: String(data.get("reason") ?? ""),
            });
          }
        }}
      >
        {answer.conflict && <ConflictBanner onShow={() => void answer.accept()} />}
        {answer.error && !isField && <ErrorState {...describeProblem(answer.error, t)} />}
        <DateField label={t("offers.timeStart")} name="start_date" isRequired value={start} onChange={move} min={today} />
        <DateField label={t("offers.timeLast")} name="end_date" isRequired value={last} onChange={setLast} />
        <TextField label={t("offers.timeWhy")} name="reason" isRequired rows={2} maxLength={1000} />
        <p className="small muted">
          <T id="offers.timeMeans" />
        </p>
        <DialogActions>
          <Button type="submit" variant="primary" isPending={answer.isPending}>
            <T id="offers.timeSend" />
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
