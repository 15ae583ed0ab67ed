import { useMutation } from "@tanstack/react-query";
import { formErrors } from "@/api/describe";
import { type MessageId, T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";

interface ReasonDialogProps {
  title: string;
  effect: MessageId;
  confirm: string;
  onClose: () => void;
  onSend: (reason: string) => Promise<unknown>;
}

/** A move that asks why. */
export function ReasonDialog({ title, effect, confirm, onClose, onSend }: ReasonDialogProps) {
  const t = useT();
  const sending = useMutation({ mutationFn: onSend });
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form errors={formErrors(sending.error, t)} onSubmit={(data) => sending.mutate(String(data.get("reason") ?? ""))}>
        <p>
          <T id={effect} />
        </p>
        <TextField label={t("card.reason")} name="reason" description={t("card.reasonHelp")} rows={3} maxLength={1000} isRequired autoFocus />
        <DialogActions>
          <Button type="submit" variant="primary" isPending={sending.isPending}>
            {confirm}
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
