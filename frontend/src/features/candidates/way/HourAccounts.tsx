import { Plus, X } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useReference } from "@/api/reference";
import type { components } from "@/api/schema";
import { ifMatch } from "@/api/version";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button, IconButton } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { AlertDialog } from "@/ui/Dialog";
import { ProgressBar } from "@/ui/ProgressBar";
import { ComboBox, Select } from "@/ui/Select";
import { NumberField, TextField } from "@/ui/TextField";
import { dayOf, EntryDialog, textOf } from "../card/EntryDialog";
import { useCardWrite } from "../card/useCardWrite";
import fields from "../fields/fields.module.css";
import type { Candidate } from "../record/values";
import { options } from "../words";
import styles from "./way.module.css";

type Schemas = components["schemas"];
type Account = Schemas["HourAccount"];
type Entry = Schemas["HourEntry"];
type Said = Schemas["HourInputRequest"];
const SOURCES: readonly Said["source"][] = ["employer", "education", "certificate", "own_word"];

/** Hours towards the trade certificate, trade by trade, each figure with where it comes from. */
export function HourAccounts({ candidate }: { candidate: Candidate }) {
  const t = useT();
  const format = useFormat();
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Entry | null>(null);
  const remove = useCardWrite<string>(candidate, (seen, entry) =>
    api.POST("/api/candidates/{id}/remove_hours/", {
      params: { path: { id: seen.id }, header: ifMatch(seen) },
      body: { entry },
    }),
  );
  const mayWrite = candidate.allowed_actions.includes("partial_update");
  const problem = remove.conflict ? t("card.changedMeanwhile") : remove.error && describeProblem(remove.error, t).what;
  return (
    <section className="stack" aria-labelledby="timmar">
      <div className={styles.head}>
        <h2 id="timmar">
          <T id="hours.title" />
        </h2>
        {mayWrite && (
          <Button size="sm" icon={Plus} onPress={() => setAdding(true)}>
            <T id="hours.add" />
          </Button>
        )}
      </div>
      {problem && (
        <Banner tone="stop" isUrgent>
          {problem}
        </Banner>
      )}
      {candidate.hour_accounts.length === 0 && (
        <p className="muted">
          <T id="hours.none" />
        </p>
      )}
      {candidate.hour_accounts.map((account) => (
        <div key={account.occupation} className={styles.account}>
          <Sum account={account} />
          {account.entries.length > 0 && (
            <ul className={styles.entries} aria-label={t("hours.entries", { trade: account.name })}>
              {account.entries.map((entry) => (
                <li key={entry.id} className={styles.entry}>
                  <span className={styles.figure}>{t("record.inHours", { hours: format.number(entry.hours) })}</span>
                  <span>
                    {[period(entry, t, format.date), entry.source_label, entry.note].filter(Boolean).join(" · ")}
                    <span className={styles.by}>
                      {entry.written_by
                        ? t("hours.by", { who: entry.written_by.name, day: format.date(entry.written_at) })
                        : ""}
                    </span>
                  </span>
                  {mayWrite && (
                    <IconButton
                      icon={X}
                      label={t("record.remove", { what: t("record.inHours", { hours: format.number(entry.hours) }) })}
                      onPress={() => setRemoving(entry)}
                    />
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
      {isAdding && <AddHours candidate={candidate} onClose={() => setAdding(false)} />}
      <AlertDialog
        title={t("hours.removeTitle")}
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        confirm={t("hours.remove")}
        onConfirm={() => {
          if (removing) remove.write(removing.id);
        }}
      >
        <T id="hours.removeBody" values={{ hours: format.number(removing?.hours ?? 0) }} />
      </AlertDialog>
    </section>
  );
}

function Sum({ account: { name, hours, goal } }: { account: Account }) {
  const t = useT();
  const format = useFormat();
  if (goal === null) {
    return (
      <p className={styles.sum}>
        <span>{name}</span>
        <span className={styles.figure}>{t("record.inHours", { hours: format.number(hours) })}</span>
      </p>
    );
  }
  return (
    <ProgressBar
      label={name}
      value={Math.min(100, (100 * hours) / goal)}
      valueText={t("hours.of", { hours: format.number(hours), goal: format.number(goal) })}
    />
  );
}

function period(
  { first_day: first, last_day: last }: Entry,
  t: ReturnType<typeof useT>,
  date: (day: string) => string,
): string {
  if (first && last) return `${date(first)} – ${date(last)}`;
  return first ? t("hours.since", { day: date(first) }) : last ? t("record.until", { day: date(last) }) : "";
}

function AddHours({ candidate, onClose }: { candidate: Candidate; onClose: () => void }) {
  const t = useT();
  const reference = useReference();
  const [trade, setTrade] = useState<string | null>(candidate.hour_accounts[0]?.occupation ?? null);
  const card = useCardWrite<Said>(candidate, (seen, body) =>
    api.POST("/api/candidates/{id}/add_hours/", { params: { path: { id: seen.id }, header: ifMatch(seen) }, body }),
  );
  return (
    <EntryDialog
      title={t("hours.add")}
      save={t("hours.save")}
      card={card}
      onClose={onClose}
      read={(data) => ({
        occupation: trade ?? "",
        hours: Number(data.get("hours")),
        first_day: dayOf(data, "first_day"),
        last_day: dayOf(data, "last_day"),
        source: textOf(data, "source") as Said["source"],
        note: textOf(data, "note"),
      })}
    >
      <ComboBox
        label={t("hours.trade")}
        name="occupation"
        options={options(reference?.occupations)}
        value={trade}
        onChange={setTrade}
        isRequired
      />
      <div className={fields.pair}>
        <NumberField label={t("hours.hours")} name="hours" minValue={1} maxValue={10_000} unit={t("record.hours")} isRequired />
        <Select
          label={t("hours.source")}
          name="source"
          options={SOURCES.map((value) => ({ value, label: t(`hours.source.${value}`) }))}
          isRequired
        />
      </div>
      <div className={fields.pair}>
        <DateField label={t("hours.from")} name="first_day" isRequired={false} />
        <DateField label={t("hours.to")} name="last_day" isRequired={false} />
      </div>
      <TextField label={t("hours.note")} name="note" description={t("hours.noteHelp")} maxLength={300} isRequired={false} />
    </EntryDialog>
  );
}
