import { useMemo, useState } from "react";
import { describeProblem, formErrors } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { ConflictBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { RadioGroup } from "@/ui/Choice";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { ErrorState } from "@/ui/States";
import { TextField } from "@/ui/TextField";
import type { useAnswer } from "./useAnswer";
import { REASONS, type TurnDownReason } from "./words";

interface Props {
  who: string;
  answer: ReturnType<typeof useAnswer>;
  onClose: () => void;
}

/** No in three clicks: the button, the reason, the answer. The reason is about the place, not the person. */
export function TurnDownDialog({ who, answer, onClose }: Props) {
  const t = useT();
  const [code, setCode] = useState<TurnDownReason | null>(null);
  const errors = useMemo(() => formErrors(answer.error, t), [answer.error, t]);
  const isField = answer.error?.kind === "validation";
  return (
    <Dialog title={t("offers.turnDownTitle", { who })} isOpen onClose={onClose}>
      <Form
        errors={isField ? errors : null}
        onSubmit={(data) => {
          if (code) answer.decide({ kind: "turn_down", reason_code: code, reason: String(data.get("reason") ?? "") });
        }}
      >
        {answer.conflict && <ConflictBanner onShow={() => void answer.accept()} />}
        {answer.error && !isField && <ErrorState {...describeProblem(answer.error, t)} />}
        <RadioGroup
          label={t("offers.reason")}
          name="reason_code"
          isRequired
          options={REASONS.map((reason) => ({ value: reason, label: t(`offers.reason.${reason}`) }))}
          value={code}
          onChange={(value) => setCode(value as TurnDownReason)}
        />
        <TextField
          key={code === "other" ? "must" : "may"}
          label={t("offers.reasonText")}
          name="reason"
          isRequired={code === "other"}
          rows={2}
          maxLength={1000}
        />
        <p className="small muted">
          <T id="offers.turnDownMeans" />
        </p>
        <DialogActions>
          <Button type="submit" variant="primary" isPending={answer.isPending}>
            <T id="offers.turnDown" />
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
