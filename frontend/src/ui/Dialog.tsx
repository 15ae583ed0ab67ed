import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { cx } from "@/lib/cx";
import { useT } from "@/lib/intl";
import { Button, IconButton } from "./Button";
import styles from "./overlay.module.css";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** The body; its buttons go in DialogActions. */
  children: ReactNode;
  wide?: boolean;
  /** No closing by Escape, click outside or ×: something must be answered. */
  isStubborn?: boolean;
}

export function Dialog({ title, isOpen, onClose, children, wide, isStubborn = false }: DialogProps) {
  const t = useT();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!isStubborn}
      isKeyboardDismissDisabled={isStubborn}
      className={styles.veil ?? ""}
    >
      <Modal className={cx(styles.modal, wide && styles.wide)}>
        <AriaDialog className={styles.dialog ?? ""}>
          <div className={styles.dialogHead}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!isStubborn && <IconButton icon={X} label={t("ui.close")} onPress={onClose} />}
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}

interface AlertDialogProps {
  title: string;
  children: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  /** Verb and object: "Gallra 14 deltagare". */
  confirm: string;
  cancel?: string;
  onConfirm: () => void | Promise<unknown>;
}

/** Only for what cannot be undone; everything else does it at once and offers undo (toast). */
export function AlertDialog({ title, children, isOpen, onClose, confirm, cancel, onConfirm }: AlertDialogProps) {
  const t = useT();
  const [isPending, setPending] = useState(false);
  const run = async () => {
    setPending(true);
    try {
      await onConfirm();
      onClose();
    } finally {
      setPending(false);
    }
  };
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} className={styles.veil ?? ""}>
      <Modal className={cx(styles.modal, styles.grave)}>
        <AriaDialog role="alertdialog" className={styles.dialog ?? ""}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <div>{children}</div>
          <DialogActions>
            <Button variant="danger" isPending={isPending} onPress={run}>
              {confirm}
            </Button>
            <Button autoFocus onPress={onClose}>
              {cancel ?? t("ui.cancel")}
            </Button>
          </DialogActions>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
