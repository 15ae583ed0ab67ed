import type { ReactNode } from "react";
import { formErrors } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { ConflictBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import type { CardWrite } from "./useCardWrite";

interface EntryDialogProps<Said> {
  title: string;
  save: string;
  card: Pick<CardWrite<Said>, "isPending" | "error" | "showCurrent"> & {
    write: (said: Said, then: { onSuccess: () => void }) => void;
    conflict: unknown;
  };
  /** The form's fields as the API takes them. */
  read: (data: FormData) => Said;
  onClose: () => void;
  children: ReactNode;
}

/** One entry of the card, written whole. */
export function EntryDialog<Said>({ title, save, card, read, onClose, children }: EntryDialogProps<Said>) {
  const t = useT();
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form errors={formErrors(card.error, t)} onSubmit={(data) => card.write(read(data), { onSuccess: onClose })}>
        {card.conflict !== null && <ConflictBanner onShow={card.showCurrent} />}
        {children}
        <DialogActions>
          <Button type="submit" variant="primary" isPending={card.isPending}>
            {save}
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

export const textOf = (data: FormData, name: string) => String(data.get(name) ?? "");
export const dayOf = (data: FormData, name: string) => textOf(data, name) || null;
