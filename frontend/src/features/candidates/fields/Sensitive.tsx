import { useReference } from "@/api/reference";
import { useT } from "@/lib/intl";
import { CheckboxGroup } from "@/ui/Choice";
import { TextField } from "@/ui/TextField";
import { useRecordField } from "../record/useRecord";
import styles from "./fields.module.css";
import { HasNone } from "./Work";

/** Which tasks must be adapted. Never why: no diagnosis is asked for or stored. */
export function Adaptations() {
  const t = useT();
  const reference = useReference();
  const { value, choose } = useRecordField("adaptations");
  const none = useRecordField("has_none");
  const isNone = none.value.includes("adaptations");
  return (
    <div className={styles.group}>
      {value.length === 0 && <HasNone section="adaptations" label={t("record.noAdaptations")} />}
      {!isNone && (
        <CheckboxGroup
          label={t("record.adaptations")}
          name="adaptations"
          description={t("record.adaptationsHow")}
          options={(reference?.task_demands ?? []).map((row) => ({
            value: row.code,
            label: row.name_sv,
            description: row.adaptation,
          }))}
          value={value}
          onChange={(codes) => choose(codes)}
        />
      )}
      <AdaptationNote />
    </div>
  );
}

function AdaptationNote() {
  const t = useT();
  const { value, type } = useRecordField("adaptation_note");
  return (
    <TextField
      label={t("record.adaptation_note")}
      name="adaptation_note"
      description={t("record.adaptationNoteHow")}
      rows={3}
      value={value}
      onChange={type}
      maxLength={1000}
      isRequired={false}
    />
  );
}
