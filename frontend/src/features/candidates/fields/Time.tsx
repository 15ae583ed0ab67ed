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
/** Half hours from 05.00 to 10.00: when building sites begin. */
const TIMES = Array.from({ length: 11 }, (_, i) => `${String(5 + Math.floor(i / 2)).padStart(2, "0")}:${i % 2 ? "30" : "00"}`);

export function StartDay({ isRequired }: { isRequired?: boolean }) {
  const t = useT();
  const { value, type } = useRecordField("available_from");
  return <Day label={t("record.available_from")} name="available_from" value={value} onChange={type} isRequired={isRequired} />;
}

export function Availability() {
  const t = useT();
  const until = useRecordField("available_to");
  const hours = useRecordField("hours_per_week");
  const earliest = useRecordField("earliest_start_time");
  const time = earliest.value?.slice(0, 5) ?? null;
  const times = time === null || TIMES.includes(time) ? TIMES : [time, ...TIMES];
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
      <Select
        label={t("record.earliest_start_time")}
        name="earliest_start_time"
        description={t("record.earliestWhy")}
        width="md"
        options={[
          { value: ANY, label: t("record.anyTime") },
          ...times.map((value) => ({ value, label: value.replace(":", ".") })),
        ]}
        value={time ?? ANY}
        onChange={(value) => earliest.choose(value === ANY ? null : value)}
      />
    </>
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
