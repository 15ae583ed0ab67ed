import { useMemo, useState } from "react";
import { describeProblem, formErrors } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { ConflictBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { RadioGroup } from "@/ui/Choice";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { ErrorState } from "@/ui/States";
import { TextField } from "@/ui/TextField";
import { useReport } from "./useReport";
import { BREAK_OFF, type BreakOffReason, OUTCOMES, type Outcome, type Placement } from "./words";

type Asking = "end" | "break_off";

/** What the company tells: it has begun, it has ended and how, it broke off and why. */
export function Report({ placement }: { placement: Placement }) {
  const t = useT();
  const report = useReport(placement);
  const [asking, setAsking] = useState<Asking | null>(null);
  // It may begin earlier than planned, but then it is not the next thing to do.
  const isDue = placement.start_date <= useToday();
  const can = (action: string) => placement.allowed_actions.includes(action);
  const isAsking = asking !== null && can(asking);
  if (placement.allowed_actions.length === 0 && !report.conflict) return null;
  return (
    <div className="stack">
      {report.conflict && !isAsking && <ConflictBanner onShow={() => void report.accept()} />}
      {report.error && !isAsking && <ErrorState {...describeProblem(report.error, t)} />}
      <div className="row" data-print="hide">
        {can("begin") && (
          <Button
            variant={isDue ? "primary" : "secondary"}
            marked={isDue}
            isPending={report.isPending && !isAsking}
            onPress={() => report.decide({ kind: "begin" })}
          >
            <T id="placements.begin" />
          </Button>
        )}
        {can("end") && (
          <Button variant="primary" onPress={() => setAsking("end")}>
            <T id="placements.end" />
          </Button>
        )}
        {can("break_off") && (
          <Button onPress={() => setAsking("break_off")}>
            <T id="placements.breakOff" />
          </Button>
        )}
      </div>
      {isAsking && (
        <ReportDialog key={asking} asking={asking} placement={placement} report={report} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

interface ReportDialogProps {
  asking: Asking;
  placement: Placement;
  report: ReturnType<typeof useReport>;
  onClose: () => void;
}

function ReportDialog({ asking, placement, report, onClose }: ReportDialogProps) {
  const t = useT();
  const isEnd = asking === "end";
  const codes = isEnd ? OUTCOMES : BREAK_OFF;
  const field = isEnd ? "outcome" : "reason_code";
  const isField = report.error?.kind === "validation";
  const errors = useMemo(() => formErrors(report.error, t), [report.error, t]);
  return (
    <Dialog
      title={t(isEnd ? "placements.endTitle" : "placements.breakOffTitle", { name: placement.candidate.name })}
      isOpen
      onClose={onClose}
    >
      <Form
        errors={isField ? errors : null}
        onSubmit={(data) => {
          const code = String(data.get(field) ?? "");
          const reason = String(data.get("reason") ?? "");
          report.decide(
            isEnd
              ? { kind: "end", outcome: code as Outcome, reason }
              : { kind: "break_off", reason_code: code as BreakOffReason, reason },
          );
        }}
      >
        {report.conflict && <ConflictBanner onShow={() => void report.accept()} />}
        {report.error && !isField && <ErrorState {...describeProblem(report.error, t)} />}
        <RadioGroup
          label={t(isEnd ? "placements.outcome" : "placements.reason")}
          name={field}
          isRequired
          options={codes.map((code) => ({
            value: code,
            label: t(isEnd ? `placements.outcome.${code as Outcome}` : `placements.reason.${code as BreakOffReason}`),
          }))}
        />
        <TextField label={t("placements.reasonText")} name="reason" isRequired={false} rows={2} maxLength={1000} />
        <p className="small muted">
          <T id={isEnd ? "placements.endMeans" : "placements.breakOffMeans"} />
        </p>
        <DialogActions>
          <Button type="submit" variant="primary" isPending={report.isPending}>
            <T id={isEnd ? "placements.end" : "placements.breakOff"} />
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
