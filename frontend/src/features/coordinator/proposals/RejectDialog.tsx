import { X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { formErrors } from "@/api/describe";
import type { Problem } from "@/api/problem";
import { type MessageId, T, useT } from "@/lib/intl";
import { useListKeys } from "@/lib/keys";
import { useHasKeys } from "@/lib/useHasKeys";
import { Button } from "@/ui/Button";
import { RadioGroup } from "@/ui/Choice";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";
import type { Proposal } from "../words";
import styles from "./review.module.css";
import type { Decision, RejectReason, RejectScope } from "./decide";
import { ReviewConflict, ReviewProblem } from "./ReviewProblem";
import type { Conflict } from "./useReview";

/** In the order of the keys 1–9. */
export const REJECT_REASONS: readonly { code: RejectReason; words: MessageId }[] = [
  { code: "wrong_occupation", words: "reject.wrong_occupation" },
  { code: "travel", words: "reject.travel" },
  { code: "timing", words: "reject.timing" },
  { code: "language", words: "reject.language" },
  { code: "site_not_ready", words: "reject.site_not_ready" },
  { code: "coach_plans_other", words: "reject.coach_plans_other" },
  { code: "course_unsuitable", words: "reject.course_unsuitable" },
  { code: "work_environment", words: "reject.work_environment" },
  { code: "other", words: "reject.other" },
];
const SCOPES: readonly { code: RejectScope; words: MessageId; note: MessageId }[] = [
  { code: "this_run", words: "reject.thisRun", note: "reject.thisRunNote" },
  { code: "until_changed", words: "reject.untilChanged", note: "reject.untilChangedNote" },
  { code: "always", words: "reject.always", note: "reject.alwaysNote" },
];

interface RejectDialogProps {
  proposal: Proposal;
  isPending: boolean;
  problem: Problem | null;
  conflict: Conflict | null;
  /** Show what holds now, after a conflict or a problem. */
  onShow: () => void;
  onReject: (decision: Decision) => void;
  onClose: () => void;
}

/** No, why, and for how long: one step by keyboard (a digit, Enter). */
export function RejectDialog({ proposal, isPending, problem, conflict, onShow, onReject, onClose }: RejectDialogProps) {
  const t = useT();
  const [reason, setReason] = useState<RejectReason | null>(null);
  const [scope, setScope] = useState<RejectScope>("this_run");
  const hasKeys = useHasKeys();
  const body = useRef<HTMLDivElement>(null);
  const [digits] = useState(() =>
    Object.fromEntries(
      REJECT_REASONS.map(({ code }, i) => [
        String(i + 1),
        (event: KeyboardEvent) => {
          setReason(code);
          (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`input[value="${code}"]`)?.focus();
        },
      ]),
    ),
  );
  useListKeys(body, digits);
  // The digits work at once.
  useEffect(() => body.current?.querySelector<HTMLElement>("input[type=radio]")?.focus(), []);
  const errors = useMemo(() => (problem?.kind === "validation" ? formErrors(problem, t) : null), [problem, t]);
  return (
    <Dialog title={t("reject.title", { name: proposal.candidate.name })} isOpen onClose={onClose} wide>
      <div ref={body}>
        <Form
          errors={errors}
          onSubmit={(data) => {
            if (reason) onReject({ action: "reject", reason_code: reason, reason: String(data.get("reason") ?? ""), scope });
          }}
        >
          {/* The page behind is out of reach: what happened is told here, and what was written stands. */}
          {conflict && <ReviewConflict conflict={conflict} onShow={onShow} />}
          {problem && problem.kind !== "validation" && <ReviewProblem problem={problem} onReload={onShow} />}
          <div className={styles.reject}>
          <RadioGroup
            label={t("reject.reason")}
            description={hasKeys && t("reject.reasonHelp")}
            name="reason_code"
            isRequired
            value={reason}
            onChange={(value) => setReason(value as RejectReason)}
            options={REJECT_REASONS.map(({ code, words }, i) => ({
              value: code,
              label: hasKeys ? t("reject.numbered", { number: i + 1, reason: t(words) }) : t(words),
            }))}
          />
          <div className="stack">
          <RadioGroup
            label={t("reject.scope", { project: proposal.need.project_name })}
            name="scope"
            value={scope}
            onChange={(value) => setScope(value as RejectScope)}
            options={SCOPES.map(({ code, words, note }) => ({ value: code, label: t(words), description: t(note) }))}
          />
          <TextField label={t("reject.text")} name="reason" rows={3} maxLength={1000} isRequired={reason === "other"} />
          </div>
          </div>
          <DialogActions>
            <Button type="submit" variant="primary" icon={X} isPending={isPending} isDisabled={conflict !== null}>
              <T id="review.rejectProposal" />
            </Button>
            <Button onPress={onClose}>
              <T id="ui.cancel" />
            </Button>
          </DialogActions>
        </Form>
      </div>
    </Dialog>
  );
}
