import { useMutation } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { RadioGroup } from "@/ui/Choice";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { ErrorState } from "@/ui/States";
import type { Candidate } from "../record/values";
import styles from "./identity.module.css";

type Reason = components["schemas"]["RevealReasonEnum"];
const REASONS = ["check_identity", "register", "authority", "correct", "other"] as const satisfies readonly Reason[];

/** The whole number, after a reason that is logged. It is gone again when the dialog closes. */
export function Reveal({ candidate }: { candidate: Candidate }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const reveal = useMutation({
    mutationFn: async (why: Reason) => {
      const { data } = await api.POST("/api/candidates/{id}/reveal_identity/", {
        params: { path: { id: candidate.id } },
        body: { reason: why },
      });
      return data;
    },
    // Not kept longer than the dialog.
    gcTime: 0,
  });
  const close = () => {
    reveal.reset();
    setReason(null);
    setOpen(false);
  };
  return (
    <div>
      <Button size="sm" icon={Eye} onPress={() => setOpen(true)}>
        <T id="identity.reveal" />
      </Button>
      <Dialog title={t("identity.revealTitle", { name: candidate.name })} isOpen={isOpen} onClose={close}>
        <div className="stack">
          {reveal.error && <ErrorState {...describeProblem(reveal.error, t)} />}
          {reveal.data ? (
            <p role="status" className={styles.number} dir="ltr">
              {reveal.data.number}
            </p>
          ) : (
            <RadioGroup
              label={t("identity.revealWhy")}
              name="reason"
              description={t("identity.revealLogged")}
              options={REASONS.map((value) => ({ value, label: t(`identity.reveal.${value}`) }))}
              value={reason}
              onChange={(value) => setReason(value as Reason)}
            />
          )}
          <DialogActions>
            {!reveal.data && (
              <Button
                variant="primary"
                isDisabled={reason === null}
                isPending={reveal.isPending}
                onPress={() => reason && reveal.mutate(reason)}
              >
                <T id="identity.reveal" />
              </Button>
            )}
            <Button onPress={close}>
              <T id={reveal.data ? "identity.hide" : "ui.cancel"} />
            </Button>
          </DialogActions>
        </div>
      </Dialog>
    </div>
  );
}
