import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { download } from "@/lib/download";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { ErrorState } from "@/ui/States";
import { toast } from "@/ui/toasts";
import type { Candidate } from "../record/values";

interface Props {
  candidate: Candidate;
  isOpen: boolean;
  onClose: () => void;
}

/** The skills passport as a file; telephone and e-mail only when the coach says so. */
export function Passport({ candidate, isOpen, onClose }: Props) {
  const t = useT();
  const queries = useQueryClient();
  const [contact, setContact] = useState(false);
  const make = useMutation({
    mutationFn: async () => {
      const { data } = await api.GET("/api/candidates/{id}/passport/", {
        params: { path: { id: candidate.id }, query: { contact } },
        parseAs: "blob",
      });
      download(data as Blob, "kompetenspass.pdf");
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["get", "/api/candidates/{id}/history/"] });
      toast(t("card.passportDone"));
      close();
    },
  });
  const close = () => {
    make.reset();
    setContact(false);
    onClose();
  };
  return (
    <Dialog title={t("card.passportTitle", { name: candidate.first_name })} isOpen={isOpen} onClose={close}>
      <div className="stack">
        {make.error && <ErrorState {...describeProblem(make.error, t)} />}
        <p>
          <T id="card.passportBody" />
        </p>
        {candidate.is_protected ? (
          <p>
            <T id="card.passportProtected" />
          </p>
        ) : (
          <Checkbox isSelected={contact} onChange={setContact}>
            <T id="card.passportContact" />
          </Checkbox>
        )}
        <p className="small muted">
          <T id="card.passportLogged" />
        </p>
        <DialogActions>
          <Button variant="primary" icon={Download} isPending={make.isPending} onPress={() => make.mutate()}>
            <T id="card.passportMake" />
          </Button>
          <Button onPress={close}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
