import { CircleStop, Flag, GraduationCap } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { $api, api } from "@/api/client";
import { useDecision } from "@/api/decision";
import { describeProblem, formErrors } from "@/api/describe";
import type { components } from "@/api/schema";
import { ifMatch } from "@/api/version";
import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button, TextLink } from "@/ui/Button";
import { RadioGroup } from "@/ui/Choice";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { DefinitionList, TimelineList } from "@/ui/Lists";
import { Status } from "@/ui/Status";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { HistoryList } from "../HistoryList";
import { lastDay, type Placement } from "../words";
import { PLACEMENT_TONES } from "./tones";

type Outcome = components["schemas"]["PlacementOutcomeEnum"];
type BreakOff = components["schemas"]["BreakOffReasonEnum"];
type Move = { action: "begin_training" } | { action: "end"; code: Outcome; reason: string } | { action: "break_off"; code: BreakOff; reason: string };

const OUTCOMES: Record<Outcome, MessageId> = {
  hired: "coordPlacements.outcome.hired",
  next_placement: "coordPlacements.outcome.next_placement",
  studies: "coordPlacements.outcome.studies",
  back_to_coach: "coordPlacements.outcome.back_to_coach",
};
const BREAK_OFFS: Record<BreakOff, MessageId> = {
  absence: "coordPlacements.break.absence",
  own_wish: "coordPlacements.break.own_wish",
  work_environment: "coordPlacements.break.work_environment",
  project_changed: "coordPlacements.break.project_changed",
  no_tutor: "coordPlacements.break.no_tutor",
  other: "coordPlacements.break.other",
};

function post(seen: Placement, move: Move) {
  const params = { path: { id: seen.id }, header: ifMatch(seen) };
  switch (move.action) {
    case "begin_training":
      return api.POST("/api/placements/{id}/begin-training/", { params });
    case "end":
      return api.POST("/api/placements/{id}/end/", { params, body: { outcome: move.code, reason: move.reason } });
    case "break_off":
      return api.POST("/api/placements/{id}/break-off/", { params, body: { reason_code: move.code, reason: move.reason } });
  }
}

/** One placement: who, where, how far, and how it ends. */
export function PlacementDetail({ placement }: { placement: Placement }) {
  const t = useT();
  const format = useFormat();
  const [asked, setAsked] = useState<"end" | "break_off" | null>(null);
  const history = $api.useQuery("get", "/api/placements/{id}/history/", { params: { path: { id: placement.id } } });
  const decision = useDecision<Placement, Move, unknown>({
    object: placement,
    decide: post,
    touches: [
      ["get", "/api/placements/"],
      ["get", "/api/placements/{id}/"],
      ["get", "/api/placements/{id}/history/"],
      ["get", "/api/start/coordinator/"],
    ],
    onDone: () => {
      setAsked(null);
      toast(t("coordPlacements.saved", { name: placement.candidate.name }));
    },
  });
  // Told in the dialog too: the page behind is out of reach.
  const conflict = decision.conflict && <ConflictBanner onShow={() => void decision.accept().then(() => setAsked(null))} />;
  const can = (action: string) => placement.allowed_actions.includes(action);
  const period = (start: string, end: string) =>
    t("review.period", { from: format.day(start), to: format.date(lastDay(end)), week: format.week(start) });
  return (
    <div className="stack-lg">
      <div className="stack">
        <div>
          <Status tone={PLACEMENT_TONES[placement.state]}>{placement.state_label}</Status>
          <h2>
            <bdi>{placement.candidate.name}</bdi>
          </h2>
          <p className="muted">
            <T id="cstart.pair" values={{ occupation: placement.need.occupation, project: placement.need.project_name }} />
          </p>
        </div>
        {conflict}
        {decision.error && asked === null && (
          <Banner tone="stop" isUrgent>
            {describeProblem(decision.error, t).what}
          </Banner>
        )}
        <div className="row" data-print="hide">
          {can("begin_training") && (
            <Button icon={GraduationCap} isPending={decision.isPending} onPress={() => decision.decide({ action: "begin_training" })}>
              <T id="coordPlacements.beginTraining" />
            </Button>
          )}
          {can("end") && (
            <Button variant="primary" icon={Flag} onPress={() => setAsked("end")}>
              <T id="coordPlacements.end" />
            </Button>
          )}
          {can("break_off") && (
            <Button icon={CircleStop} onPress={() => setAsked("break_off")}>
              <T id="coordPlacements.breakOff" />
            </Button>
          )}
        </div>
      </div>
      <div className="stack">
        <h3>
          <T id="review.path" />
        </h3>
        <TimelineList
          label={t("review.path")}
          steps={[
            ...placement.path.map((step) => ({
              id: step.intake_id,
              phase: placement.state === "planned" ? ("later" as const) : placement.state === "training" ? ("now" as const) : ("done" as const),
              title: step.name,
              when: period(step.start_date, step.end_date),
              body: t("review.courseAt", { provider: step.provider, municipality: step.municipality }),
            })),
            {
              id: "site",
              phase: placement.state === "ongoing" ? ("now" as const) : placement.state === "ended" ? ("done" as const) : ("later" as const),
              title: t("review.siteStep", { occupation: placement.need.occupation, project: placement.need.project_name }),
              when: period(placement.start_date, placement.end_date),
            },
          ]}
        />
      </div>
      <DefinitionList
        items={[
          { term: t("coordPlacements.col.form"), value: placement.employment_form_label },
          { term: t("coordPlacements.company"), value: placement.need.company },
          { term: t("coordPlacements.place"), value: placement.need.municipality },
          { term: t("coordPlacements.outcome"), value: placement.outcome_label || undefined },
          {
            term: t("coordPlacements.decision"),
            value: (
              <TextLink href={`/forslag?vy=alla&visa=${placement.proposal_id}`}>
                <T id="coordPlacements.toDecision" />
              </TextLink>
            ),
          },
        ]}
      />
      <div className="stack">
        <h3>
          <T id="effect.history" />
        </h3>
        <HistoryList
          isPending={history.isPending}
          entries={(history.data ?? []).map(({ at, actor, action, reason }) => ({ at, who: actor, action, said: reason }))}
        />
      </div>
      {asked === "end" && (
        <AskWhy
          title={t("coordPlacements.endTitle", { name: placement.candidate.name })}
          question={t("coordPlacements.endQuestion")}
          field="outcome"
          options={OUTCOMES}
          confirm={t("coordPlacements.endConfirm")}
          decision={decision}
          conflict={conflict}
          onAnswer={(code, reason) => decision.decide({ action: "end", code, reason })}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === "break_off" && (
        <AskWhy
          title={t("coordPlacements.breakTitle", { name: placement.candidate.name })}
          question={t("coordPlacements.breakQuestion")}
          field="reason_code"
          options={BREAK_OFFS}
          confirm={t("coordPlacements.breakConfirm")}
          decision={decision}
          conflict={conflict}
          onAnswer={(code, reason) => decision.decide({ action: "break_off", code, reason })}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

interface AskWhyProps<C extends string> {
  title: string;
  question: string;
  field: string;
  options: Record<C, MessageId>;
  confirm: string;
  decision: { isPending: boolean; error: unknown };
  conflict: ReactNode;
  onAnswer: (code: C, reason: string) => void;
  onClose: () => void;
}

function AskWhy<C extends string>({ title, question, field, options, confirm, decision, conflict, onAnswer, onClose }: AskWhyProps<C>) {
  const t = useT();
  const errors = useMemo(() => formErrors(decision.error, t), [decision.error, t]);
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form errors={errors} onSubmit={(data) => onAnswer(String(data.get(field)) as C, String(data.get("reason") ?? ""))}>
        {conflict}
        <RadioGroup
          label={question}
          name={field}
          isRequired
          options={(Object.entries(options) as [C, MessageId][]).map(([value, words]) => ({ value, label: t(words) }))}
        />
        <TextField label={t("coordPlacements.text")} name="reason" rows={2} maxLength={1000} isRequired={false} />
        <DialogActions>
          <Button type="submit" variant="primary" isPending={decision.isPending}>
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
