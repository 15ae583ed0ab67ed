import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Copy, Printer } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { ErrorState } from "@/ui/States";
import type { Candidate } from "../record/values";
import styles from "./card.module.css";

interface Props {
  candidate: Candidate;
  isOpen: boolean;
  onClose: () => void;
}

/** A way in for the candidate: made on a press, shown once, printed as a slip. */
export function LoginLink({ candidate, isOpen, onClose }: Props) {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const [isCopied, setCopied] = useState(false);
  const make = useMutation({
    mutationFn: async () => {
      const { data } = await api.POST("/api/candidates/{id}/login_link/", {
        params: { path: { id: candidate.id } },
      });
      return data;
    },
    // The link opens her account: it is not kept longer than the dialog.
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", "/api/candidates/{id}/history/"] }),
  });
  const address = make.data ? new URL(make.data.url, location.origin).href : "";
  const close = () => {
    make.reset();
    setCopied(false);
    onClose();
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      // No permission, or no secure connection: the text is there to be marked by hand.
      setCopied(false);
      document.querySelector<HTMLElement>("[data-link]")?.focus();
    }
  };

  return (
    <Dialog title={t("card.linkTitle", { name: candidate.first_name })} isOpen={isOpen} onClose={close}>
      <div className="stack" data-print-only>
        {make.error && <ErrorState {...describeProblem(make.error, t)} />}
        {make.data ? (
          <>
            <p>
              <T id="card.linkOnce" values={{ day: format.day(make.data.expires_at), time: format.time(make.data.expires_at) }} />
            </p>
            <p className={styles.link}>
              <input
                readOnly
                data-link
                dir="ltr"
                aria-label={t("card.linkAddress")}
                value={address}
                className={styles.linkText}
                onFocus={(event) => event.currentTarget.select()}
              />
              <span className={styles.linkPrint} dir="ltr">
                {address}
              </span>
            </p>
            <p className="small muted" data-print="hide">
              <T id="card.linkCare" />
            </p>
            <p role="status" className="small">
              {isCopied && <T id="card.copied" />}
            </p>
            <DialogActions>
              <Button variant="primary" icon={Copy} onPress={() => void copy()}>
                <T id="card.copy" />
              </Button>
              <Button icon={Printer} onPress={() => print()}>
                <T id="card.print" />
              </Button>
              <Button onPress={close}>
                <T id="card.linkDone" />
              </Button>
            </DialogActions>
          </>
        ) : (
          <>
            <p>
              <T id="card.linkBody" />
            </p>
            <DialogActions>
              <Button variant="primary" isPending={make.isPending} onPress={() => make.mutate()}>
                <T id="card.makeLink" />
              </Button>
              <Button onPress={close}>
                <T id="ui.cancel" />
              </Button>
            </DialogActions>
          </>
        )}
      </div>
    </Dialog>
  );
}
