import { useT } from "@/lib/intl";
import { Select } from "@/ui/Select";
import { NumberField } from "@/ui/TextField";
import { useRecordField } from "../record/useRecord";
import { Day } from "./Day";
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
