import { CirclePause, CirclePlay, CircleX, CornerUpLeft, Send } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { $api, api } from "@/api/client";
import { useDecision } from "@/api/decision";
import { describeProblem, formErrors } from "@/api/describe";
import { ifMatch } from "@/api/version";
import { useReference } from "@/api/reference";
import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button, TextLink } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import type { IconType } from "@/ui/Icon";
import { DefinitionList } from "@/ui/Lists";
import { Status } from "@/ui/Status";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { HistoryList } from "../HistoryList";
import { lastDay, type Need } from "../words";
import { NEED_TONES } from "./tones";
import styles from "./needs.module.css";

type Action = "publish" | "return_to_company" | "pause" | "resume" | "close";
type Asking = Exclude<Action, "publish" | "resume">;
interface Move {
  action: Action;
  reason: string;
}

const LOOKS: Record<Action, { words: MessageId; icon: IconType; done: MessageId }> = {
  publish: { words: "reviewNeeds.publish", icon: Send, done: "reviewNeeds.done.publish" },
  return_to_company: { words: "reviewNeeds.return", icon: CornerUpLeft, done: "reviewNeeds.done.return" },
  pause: { words: "reviewNeeds.pause", icon: CirclePause, done: "reviewNeeds.done.pause" },
  resume: { words: "reviewNeeds.resume", icon: CirclePlay, done: "reviewNeeds.done.resume" },
  close: { words: "reviewNeeds.close", icon: CircleX, done: "reviewNeeds.done.close" },
};
const ACTIONS = ["publish", "resume", "return_to_company", "pause", "close"] as const;
const QUESTIONS: Record<Asking, { title: MessageId; help: MessageId }> = {
  return_to_company: { title: "reviewNeeds.ask.return", help: "reviewNeeds.ask.returnHelp" },
  pause: { title: "reviewNeeds.ask.pause", help: "reviewNeeds.ask.pauseHelp" },
  close: { title: "reviewNeeds.ask.close", help: "reviewNeeds.ask.closeHelp" },
};
const needsReason = (action: Action): action is Asking => action in QUESTIONS;

function post(seen: Need, { action, reason }: Move) {
  const params = { path: { id: seen.id }, header: ifMatch(seen) };
  switch (action) {
    case "publish":
      return api.POST("/api/needs/{id}/publish/", { params });
    case "resume":
      return api.POST("/api/needs/{id}/resume/", { params });
    case "return_to_company":
      return api.POST("/api/needs/{id}/return_to_company/", { params, body: { reason } });
    case "pause":
      return api.POST("/api/needs/{id}/pause/", { params, body: { reason } });
    case "close":
      return api.POST("/api/needs/{id}/close/", { params, body: { reason } });
  }
}

/** One need as the coordinator judges it: what is asked, what it says, whether it may be open. */
export function NeedDetail({ need }: { need: Need }) {
  const t = useT();
  const format = useFormat();
  const [asked, setAsked] = useState<Asking | null>(null);
  const history = $api.useQuery(
    "get",
    "/api/needs/{id}/history/",
    { params: { path: { id: need.id } } },
  );
  const decision = useDecision<Need, Move, Move>({
    object: need,
    decide: async (seen, move) => {
      await post(seen, move);
      return move;
    },
    touches: [
      ["get", "/api/needs/"],
      ["get", "/api/needs/{id}/"],
      ["get", "/api/needs/{id}/history/"],
      ["get", "/api/start/coordinator/"],
    ],
    onDone: ({ action }) => {
      setAsked(null);
      toast(t(LOOKS[action].done, { number: String(need.number) }));
    },
  });
  const allowed = ACTIONS.filter((action) => need.allowed_actions.includes(action));
  const level = useLevel(need.min_language_level);
  return (
    <div className="stack-lg">
      <div className="stack">
        <div>
          <Status tone={NEED_TONES[need.state.code]}>{need.state.label}</Status>
          <h2>
            <T id="review.needTitle" values={{ occupation: need.occupation.name, number: String(need.number) }} />
          </h2>
          <p className="muted">
            <T id="reviewNeeds.where" values={{ project: need.project.name, municipality: need.project.municipality.name }} />
          </p>
        </div>
        {decision.conflict && <ConflictBanner onShow={() => void decision.accept()} />}
        {decision.error && asked === null && (
          <Banner tone="stop" isUrgent>
            {describeProblem(decision.error, t).what}
          </Banner>
        )}
        {need.warnings.map(({ code, sentence, need_id }) => (
          <Banner
            key={code + sentence}
            tone="notice"
            action={
              need_id && (
                <TextLink href={`/behov?visa=${need_id}`}>
                  <T id="reviewNeeds.other" />
                </TextLink>
              )
            }
          >
            {sentence}
          </Banner>
        ))}
        <div className="row" data-print="hide">
          {allowed.map((action) => (
            <Button
              key={action}
              variant={action === "publish" || action === "resume" ? "primary" : "secondary"}
              marked={action === "publish"}
              icon={LOOKS[action].icon}
              isPending={decision.isPending && asked === null && !needsReason(action)}
              onPress={() => {
                if (needsReason(action)) setAsked(action);
                else decision.decide({ action, reason: "" });
              }}
            >
              <T id={LOOKS[action].words} />
            </Button>
          ))}
        </div>
      </div>

      {need.description && <p className={styles.said}>{need.description}</p>}

      <section className="stack">
        <h3>
          <T id="reviewNeeds.requirements" />
        </h3>
        <Requirements need={need} />
      </section>

      <section className="stack">
        <h3>
          <T id="reviewNeeds.when" />
        </h3>
        <table className={styles.steps}>
          <thead>
            <tr>
              <th scope="col">
                <T id="reviewNeeds.weeks" />
              </th>
              <th scope="col">
                <T id="seats.asked" />
              </th>
              <th scope="col">
                <T id="reviewNeeds.booked" />
              </th>
            </tr>
          </thead>
          <tbody>
            {need.steps.map((step) => (
              <tr key={step.start_date}>
                <th scope="row">
                  <T
                    id="reviewNeeds.stepWeeks"
                    values={{ from: format.week(step.start_date), to: format.week(lastDay(step.end_date)), day: format.day(step.start_date) }}
                  />
                </th>
                <td>{step.headcount}</td>
                <td>{step.booked}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>

      <DefinitionList
        items={[
          { term: t("coordPlacements.col.form"), value: need.employment_form.label },
          { term: t("reviewNeeds.rung"), value: need.min_rung.label },
          { term: t("reviewNeeds.hours"), value: t("reviewNeeds.hoursValue", { hours: need.hours_per_week }) },
          { term: t("reviewNeeds.tutor"), value: t("reviewNeeds.tutorValue", { hours: need.tutor_hours_per_person }) },
          { term: t("reviewNeeds.delay"), value: t("reviewNeeds.delayValue", { weeks: need.max_delay_weeks }) },
          { term: t("reviewNeeds.language"), value: level },
          { term: t("reviewNeeds.age"), value: t("reviewNeeds.ageValue", { age: need.minimum_age }) },
          { term: t("reviewNeeds.demands"), value: need.task_demands.length ? format.list(need.task_demands.map(({ name }) => name)) : undefined },
          { term: t("reviewNeeds.col.answerBy"), value: need.answer_by ? format.day(need.answer_by) : undefined },
        ]}
      />
      <section className="stack">
        <h3>
          <T id="effect.history" />
        </h3>
        <HistoryList
          isPending={history.isPending}
          entries={(history.data ?? []).map(({ at, who, sentence, reason }) => ({ at, who, action: sentence, said: reason }))}
        />
      </section>
      {asked && (
        <AskReason
          action={asked}
          need={need}
          isPending={decision.isPending}
          error={decision.error}
          // The page behind is out of reach: the conflict is told in the dialog too.
          conflict={decision.conflict && <ConflictBanner onShow={() => void decision.accept().then(() => setAsked(null))} />}
          onAnswer={(reason) => decision.decide({ action: asked, reason })}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

function useLevel(level: number): string | undefined {
  const reference = useReference();
  return reference?.language_levels.find(({ value }) => value === level)?.name_sv;
}

const GROUPS = [
  { level: "must", words: "reviewNeeds.must" },
  { level: "nice", words: "reviewNeeds.nice" },
  { level: "teach", words: "reviewNeeds.teach" },
] as const;
const KINDS: Record<string, MessageId> = {
  certificate: "reviewNeeds.kind.certificate",
  skill: "reviewNeeds.kind.skill",
  licence: "reviewNeeds.kind.licence",
};

function Requirements({ need }: { need: Need }) {
  return (
    <dl className={styles.requirements}>
      {GROUPS.map(({ level, words }) => (
        <div key={level}>
          <dt>
            <T id={words} />
          </dt>
          <dd>
            {need.requirements[level].length === 0 ? (
              <span className="muted">
                <T id="reviewNeeds.nothing" />
              </span>
            ) : (
              <ul>
                {need.requirements[level].map(({ kind, code, name }) => (
                  <li key={code}>
                    {name}{" "}
                    <span className="small muted">
                      <T id={KINDS[kind] ?? "reviewNeeds.kind.skill"} />
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface AskReasonProps {
  action: Asking;
  need: Need;
  isPending: boolean;
  error: unknown;
  conflict: ReactNode;
  onAnswer: (reason: string) => void;
  onClose: () => void;
}

function AskReason({ action, need, isPending, error, conflict, onAnswer, onClose }: AskReasonProps) {
  const t = useT();
  const errors = useMemo(() => formErrors(error, t), [error, t]);
  const { title, help } = QUESTIONS[action];
  return (
    <Dialog title={t(title, { number: String(need.number) })} isOpen onClose={onClose}>
      <Form errors={errors} onSubmit={(data) => onAnswer(String(data.get("reason") ?? ""))}>
        {conflict}
        <TextField label={t("reviewNeeds.reason")} name="reason" description={t(help)} rows={3} maxLength={1000} isRequired autoFocus />
        <DialogActions>
          <Button type="submit" variant="primary" icon={LOOKS[action].icon} isPending={isPending}>
            <T id={LOOKS[action].words} />
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
