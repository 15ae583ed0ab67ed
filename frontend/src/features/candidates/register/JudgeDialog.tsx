import { useMutation } from "@tanstack/react-query";
import { api } from "@/api/client";
import { formErrors } from "@/api/describe";
import { asProblem } from "@/api/problem";
import type { components } from "@/api/schema";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
export type Verdict = components["schemas"]["JudgementVerdictEnum"];

interface Props {
  verdict: Verdict;
  /** One record, and whom it looks like. */
  draft: string;
  person: { id: string; coach: { name: string } };
  /** What the button that keeps them apart says. */
  apart?: string;
  onClose: () => void;
  onDone: () => void;
}

/** Not the same, with why; or unsure, and the other's coach is asked. Either is kept with both records. */
export function JudgeDialog({ verdict, draft, person, apart, onClose, onDone }: Props) {
  const t = useT();
  const isUnsure = verdict === "unsure";
  const judge = useMutation({
    mutationFn: (reason: string) =>
      api.POST("/api/candidates/{id}/judge_duplicate/", {
        params: { path: { id: draft } },
        body: { other: person.id, verdict, reason },
      }),
    onSuccess: () => {
      toast(isUnsure ? t("register.colleagueAsked", { who: person.coach.name }) : t("register.toldApart"));
      onDone();
    },
  });
  return (
    <ReasonDialog
      title={isUnsure ? t("register.unsureTitle", { who: person.coach.name }) : t("register.notSameTitle")}
      label={isUnsure ? t("register.question") : t("register.whyNotSame")}
      submit={isUnsure ? t("register.ask") : (apart ?? t("register.goOnWith"))}
      isRequired={!isUnsure}
      isPending={judge.isPending}
      error={judge.error}
      onSay={(reason) => judge.mutate(reason)}
      onClose={onClose}
    />
  );
}

/** Asks whoever holds the record; nothing of it is told here. */
export function AccessDialog({ text, birthDate, onClose }: { text: string; birthDate: string | null; onClose: () => void }) {
  const t = useT();
  const ask = useMutation({
    mutationFn: (reason: string) =>
      api.POST("/api/candidates/ask_for_access/", { body: { q: text, birth_date: birthDate, reason } }),
    onSuccess: () => {
      toast(t("register.accessAsked"));
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t("register.askAccess")}
      label={t("register.whyAccess")}
      submit={t("register.ask")}
      isRequired
      isPending={ask.isPending}
      error={ask.error}
      onSay={(reason) => ask.mutate(reason)}
      onClose={onClose}
    />
  );
}

interface ReasonProps {
  title: string;
  label: string;
  submit: string;
  isRequired: boolean;
  /** The field as the API calls it, so that what it says of it is shown there. */
  name?: string;
  isPending: boolean;
  error: Error | null;
  onSay: (reason: string) => void;
  onClose: () => void;
}

export function ReasonDialog({ title, label, submit, isRequired, name = "reason", isPending, error, onSay, onClose }: ReasonProps) {
  const t = useT();
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form
        errors={error ? formErrors(asProblem(error), t) : null}
        onSubmit={(data) => onSay(String(data.get(name) ?? ""))}
      >
        <TextField label={label} name={name} maxLength={400} isRequired={isRequired} autoFocus />
        <DialogActions>
          <Button type="submit" variant="primary" isPending={isPending}>
            {submit}
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
