import { Plus } from "lucide-react";
import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { Button } from "@/ui/Button";
import { Select } from "@/ui/Select";
import { NumberField } from "@/ui/TextField";
import { useRecordField } from "../record/useRecord";
import type { Values } from "../record/values";
import { Day } from "./Day";
import { RowList } from "./RowList";
import styles from "./fields.module.css";

const ANY = "any";
const halfHours = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${String(from + Math.floor(i / 2)).padStart(2, "0")}:${i % 2 ? "30" : "00"}`);
/** When building sites begin, and when a day's work may have to end. */
const STARTS = halfHours(5, 11);
const ENDS = halfHours(13, 13);
const ODD_HOURS = ["evenings", "nights", "weekends"] as const;

export function StartDay({ isRequired }: { isRequired?: boolean }) {
  const t = useT();
  const { value, type } = useRecordField("available_from");
  return <Day label={t("record.available_from")} name="available_from" value={value} onChange={type} isRequired={isRequired} />;
}

export function Availability() {
  const t = useT();
  const until = useRecordField("available_to");
  const hours = useRecordField("hours_per_week");
  return (
    <>
      <div className={styles.pair}>
        <StartDay />
        <Day label={t("record.available_to")} name="available_to" value={until.value} onChange={until.type} isRequired={false} />
      </div>
      <Away />
      <NumberField
        label={t("record.hours_per_week")}
        name="hours_per_week"
        value={hours.value}
        minValue={5}
        maxValue={40}
        unit={t("record.hours")}
        onChange={(value) => Number.isFinite(value) && hours.type(value)}
      />
      <div className={styles.pair}>
        <Clock field="earliest_start_time" times={STARTS} description={t("record.earliestWhy")} />
        <Clock field="latest_end_time" times={ENDS} description={t("record.latestWhy")} />
      </div>
      <fieldset className={styles.group}>
        <legend className={styles.notice}>{t("record.oddHoursWhy")}</legend>
        <div className={styles.trio}>
          {ODD_HOURS.map((when) => (
            <OddHours key={when} field={when} />
          ))}
        </div>
      </fieldset>
    </>
  );
}

interface ClockProps {
  field: "earliest_start_time" | "latest_end_time";
  times: readonly string[];
  description: string;
}

function Clock({ field, times, description }: ClockProps) {
  const t = useT();
  const { value, choose } = useRecordField(field);
  const time = value?.slice(0, 5) ?? null;
  const shown = time === null || times.includes(time) ? times : [time, ...times];
  return (
    <Select
      label={t(`record.${field}`)}
      name={field}
      description={description}
      width="md"
      options={[{ value: ANY, label: t("record.anyTime") }, ...shown.map((one) => ({ value: one, label: one.replace(":", ".") }))]}
      value={time ?? ANY}
      onChange={(chosen) => choose(chosen === ANY ? null : chosen)}
    />
  );
}

/** Yes, no, or not asked: that stops nobody. */
function OddHours({ field }: { field: (typeof ODD_HOURS)[number] }) {
  const t = useT();
  const { value, choose } = useRecordField(field);
  return (
    <Select
      label={t(`record.${field}`)}
      name={field}
      options={[
        { value: ANY, label: t("record.notAsked") },
        { value: "yes", label: t("record.yes") },
        { value: "no", label: t("record.no") },
      ]}
      value={value === null ? ANY : value ? "yes" : "no"}
      onChange={(chosen) => choose(chosen === ANY ? null : chosen === "yes")}
    />
  );
}

type Row = Values["away"][number];

/** Days inside that time when it does not work. Never why. */
function Away() {
  const t = useT();
  const format = useFormat();
  const today = useToday();
  const { value: rows, choose, type } = useRecordField("away");
  const set = (row: Row, change: Partial<Row>) => {
    const next = { ...row, ...change };
    // One day is moved past the other: the other follows, so that what is stored always holds.
    if (next.last_day < next.first_day) Object.assign(next, change.first_day ? { last_day: next.first_day } : { first_day: next.last_day });
    type(rows.map((other) => (other === row ? next : other)));
  };
  return (
    <div className={styles.group}>
      <RowList
        label={t("record.away")}
        rows={rows}
        keyOf={(row) => String(rows.indexOf(row))}
        nameOf={(row) => t("record.span", { first: format.date(row.first_day), last: format.date(row.last_day) })}
        onRemove={(row) => choose(rows.filter((other) => other !== row))}
        details={(row, index) => (
          <>
            <Day
              label={t("record.awayFrom")}
              name={`away.${index}.first_day`}
              value={row.first_day}
              onChange={(day) => day && set(row, { first_day: day })}
            />
            <Day
              label={t("record.awayTo")}
              name={`away.${index}.last_day`}
              value={row.last_day}
              onChange={(day) => day && set(row, { last_day: day })}
            />
          </>
        )}
      />
      <div>
        <Button size="sm" icon={Plus} onPress={() => choose([...rows, { first_day: today, last_day: today }])}>
          {t("record.addAway")}
        </Button>
      </div>
      <p className={styles.notice}>{t("record.awayWhy")}</p>
    </div>
  );
}
