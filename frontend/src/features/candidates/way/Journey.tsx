import { Check, Plus, Undo2, X } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { ifMatch } from "@/api/version";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button, IconButton } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { Select } from "@/ui/Select";
import { Status, type Tone } from "@/ui/Status";
import { TextField } from "@/ui/TextField";
import { dayOf, EntryDialog, textOf } from "../card/EntryDialog";
import { useCardWrite } from "../card/useCardWrite";
import fields from "../fields/fields.module.css";
import type { Candidate } from "../record/values";
import { type Finished, FinishFields, readFinished } from "./FinishFields";
import { useOwners } from "./owners";
import styles from "./way.module.css";

type Schemas = components["schemas"];
type Step = Schemas["Step"];
type Activity = Schemas["Activity"];
type Change = "reopen_activity" | "remove_activity";

const PHASES: Record<Step["phase"], { tone: Tone; word: MessageId }> = {
  done: { tone: "done", word: "journey.done" },
  now: { tone: "act", word: "journey.now" },
  later: { tone: "plain", word: "journey.later" },
  nothing: { tone: "plain", word: "journey.nothing" },
};

/** The four steps in order, with what is planned and done in each, and where she is now. */
export function Journey({ candidate }: { candidate: Candidate }) {
  const t = useT();
  const [adding, setAdding] = useState<Step | null>(null);
  const [finishing, setFinishing] = useState<Activity | null>(null);
  const card = useCardWrite<{ change: Change; entry: string }>(candidate, (seen, { change, entry }) =>
    api.POST(`/api/candidates/{id}/${change}/`, {
      params: { path: { id: seen.id }, header: ifMatch(seen) },
      body: { entry },
    }),
  );
  const mayWrite = candidate.allowed_actions.includes("partial_update");
  const problem = card.conflict ? t("card.changedMeanwhile") : card.error && describeProblem(card.error, t).what;
  return (
    <section className="stack" aria-labelledby="resan">
      <h2 id="resan">
        <T id="journey.title" />
      </h2>
      {problem && (
        <Banner tone="stop" isUrgent>
          {problem}
        </Banner>
      )}
      <ol className={styles.steps}>
        {candidate.journey.steps.map((step) => {
          const { tone, word } = PHASES[step.phase];
          return (
            <li key={step.step} className={styles.step} aria-current={step.phase === "now" ? "step" : undefined}>
              <div className={styles.head}>
                <h3>{t("journey.step", { number: step.step, name: step.label })}</h3>
                <Status tone={tone}>{t(word)}</Status>
              </div>
              {step.activities.length > 0 && (
                <ul className={styles.entries} aria-label={t("journey.activities", { step: step.label })}>
                  {step.activities.map((activity) => (
                    <li key={activity.id} className={cx(styles.activity, activity.done_on && styles.finished)}>
                      <ActivityText activity={activity} />
                      {mayWrite && (
                        <span className="row">
                          {activity.done_on ? (
                            <IconButton
                              icon={Undo2}
                              label={t("journey.undo", { what: activity.what })}
                              onPress={() => card.write({ change: "reopen_activity", entry: activity.id })}
                            />
                          ) : (
                            <>
                              <Button size="sm" icon={Check} onPress={() => setFinishing(activity)}>
                                {t("journey.finish")}
                                <span className="visually-hidden"> {activity.what}</span>
                              </Button>
                              <IconButton
                                icon={X}
                                label={t("record.remove", { what: activity.what })}
                                onPress={() => card.write({ change: "remove_activity", entry: activity.id })}
                              />
                            </>
                          )}
                        </span>
                      )}
                    </li>
                  ))}
                </ul>
              )}
              {mayWrite && (
                <div>
                  <Button variant="quiet" size="sm" icon={Plus} onPress={() => setAdding(step)}>
                    {t("journey.add")}
                    <span className="visually-hidden"> {t("journey.in", { step: step.label })}</span>
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {adding && <AddActivity candidate={candidate} step={adding} onClose={() => setAdding(null)} />}
      {finishing && <Finish candidate={candidate} activity={finishing} onClose={() => setFinishing(null)} />}
    </section>
  );
}

function ActivityText({ activity }: { activity: Activity }) {
  const t = useT();
  const format = useFormat();
  const when = activity.done_on
    ? t("journey.doneOn", { day: format.date(activity.done_on) })
    : activity.due && t("journey.due", { day: format.date(activity.due) });
  return (
    <div>
      <p className={styles.what}>{activity.what}</p>
      <p className={styles.by}>{[when, activity.owner_label].filter(Boolean).join(" · ")}</p>
      {activity.outcome && <p>{activity.outcome}</p>}
    </div>
  );
}

function AddActivity({ candidate, step, onClose }: { candidate: Candidate; step: Step; onClose: () => void }) {
  const t = useT();
  const owners = useOwners();
  const card = useCardWrite<Schemas["ActivityInputRequest"]>(candidate, (seen, body) =>
    api.POST("/api/candidates/{id}/add_activity/", { params: { path: { id: seen.id }, header: ifMatch(seen) }, body }),
  );
  return (
    <EntryDialog
      title={t("journey.addTitle", { step: step.label })}
      save={t("journey.save")}
      card={card}
      onClose={onClose}
      read={(data) => ({
        step: step.step,
        what: textOf(data, "what"),
        due: dayOf(data, "due"),
        owner: textOf(data, "owner") as Activity["owner"],
      })}
    >
      <TextField label={t("journey.what")} name="what" maxLength={120} isRequired autoFocus />
      <div className={fields.pair}>
        <DateField label={t("journey.dueField")} name="due" isRequired={false} />
        <Select label={t("journey.owner")} name="owner" options={owners} defaultValue="coach" isRequired />
      </div>
    </EntryDialog>
  );
}

function Finish({ candidate, activity, onClose }: { candidate: Candidate; activity: Activity; onClose: () => void }) {
  const t = useT();
  const card = useCardWrite<Finished>(candidate, (seen, body) =>
    api.POST("/api/candidates/{id}/complete_activity/", {
      params: { path: { id: seen.id }, header: ifMatch(seen) },
      body,
    }),
  );
  return (
    <EntryDialog
      title={t("journey.finishTitle", { what: activity.what })}
      save={t("journey.finish")}
      card={card}
      onClose={onClose}
      read={readFinished(activity.id)}
    >
      <FinishFields />
    </EntryDialog>
  );
}
