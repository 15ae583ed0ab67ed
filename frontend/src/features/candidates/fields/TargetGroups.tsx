import { useReference } from "@/api/reference";
import { useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { Select } from "@/ui/Select";
import { NumberField } from "@/ui/TextField";
import { useRecordField } from "../record/useRecord";
import type { Values } from "../record/values";
import { nameOf } from "../words";
import { Day } from "./Day";
import styles from "./fields.module.css";
import { Picker } from "./Picker";
import { RowList } from "./RowList";

type Membership = Values["target_groups"][number];
type Period = Values["support_periods"][number];

/** Programmes that Arbetsförmedlingen counts in days. */
const COUNTED: ReadonlySet<Membership["ground"]> = new Set<Membership["ground"]>(["job_guarantee", "youth_guarantee"]);
export const PERIOD_KINDS = ["registered", "absent", "child_care"] as const;

/** Which target groups, on what ground and when. Only that a decision exists, never a cause. */
export function TargetGroups() {
  const t = useT();
  const groups = useReference()?.target_groups;
  const { value: rows, choose, type } = useRecordField("target_groups");
  const update = (row: Membership, change: Partial<Membership>) =>
    rows.map((other) => (other === row ? { ...row, ...change } : other));
  return (
    <div className={styles.group}>
      <RowList
        label={t("record.target_groups")}
        rows={rows}
        keyOf={(row) => `${row.target_group}-${rows.indexOf(row)}`}
        nameOf={(row) => nameOf(groups, row.target_group)}
        onRemove={(row) => choose(rows.filter((other) => other !== row))}
        details={(row, index) => (
          <>
            <Select
              label={t("record.ground")}
              name={`target_groups.${index}.ground`}
              options={(groups?.find(({ code }) => code === row.target_group)?.grounds ?? []).map((ground) => ({
                value: ground.code,
                label: ground.name_sv,
              }))}
              value={row.ground ?? "not_stated"}
              onChange={(ground) => ground && choose(update(row, { ground: ground as Membership["ground"] }))}
            />
            <Day
              label={t(row.ground === "residence_permit" ? "record.permitDay" : "record.from")}
              name={`target_groups.${index}.valid_from`}
              value={row.valid_from ?? null}
              onChange={(day) => type(update(row, { valid_from: day }))}
              isRequired={false}
            />
            <Day
              label={t("record.to")}
              name={`target_groups.${index}.valid_to`}
              value={row.valid_to ?? null}
              onChange={(day) => type(update(row, { valid_to: day }))}
              isRequired={false}
            />
            {COUNTED.has(row.ground) && (
              <NumberField
                label={t("record.programmeDays")}
                name={`target_groups.${index}.days`}
                value={row.days ?? Number.NaN}
                minValue={0}
                maxValue={5000}
                unit={t("record.days")}
                onChange={(days) => type(update(row, { days: Number.isFinite(days) ? days : null }))}
                isRequired={false}
              />
            )}
          </>
        )}
      />
      <Picker
        label={t("record.addTargetGroup")}
        name="target_groups"
        description={t("record.targetGroupsWhy")}
        options={(groups ?? []).map((group) => ({ value: group.code, label: group.name_sv, description: group.ground }))}
        taken={[]}
        onPick={(code) =>
          choose([...rows, { target_group: code, ground: "not_stated", valid_from: null, valid_to: null, days: null }])
        }
      />
    </div>
  );
}

/** Time that the rules of support count, or leave out. */
export function SupportPeriods() {
  const t = useT();
  const today = useToday();
  const { value: rows, choose, type } = useRecordField("support_periods");
  const update = (row: Period, change: Partial<Period>) => rows.map((other) => (other === row ? { ...row, ...change } : other));
  return (
    <div className={styles.group}>
      <RowList
        label={t("record.support_periods")}
        rows={rows}
        keyOf={(row) => `${row.kind}-${rows.indexOf(row)}`}
        nameOf={(row) => t(`record.period.${row.kind}`)}
        onRemove={(row) => choose(rows.filter((other) => other !== row))}
        details={(row, index) => (
          <>
            <Day
              label={t("record.firstDay")}
              name={`support_periods.${index}.first_day`}
              value={row.first_day}
              onChange={(day) => day && type(update(row, { first_day: day }))}
            />
            <Day
              label={t("record.lastDay")}
              name={`support_periods.${index}.last_day`}
              value={row.last_day ?? null}
              onChange={(day) => type(update(row, { last_day: day }))}
              isRequired={false}
            />
          </>
        )}
      />
      <Picker
        label={t("record.addPeriod")}
        name="support_periods"
        description={t("record.periodsWhy")}
        options={PERIOD_KINDS.map((kind) => ({ value: kind, label: t(`record.period.${kind}`) }))}
        taken={[]}
        onPick={(kind) => choose([...rows, { kind: kind as Period["kind"], first_day: today, last_day: null }])}
      />
    </div>
  );
}
