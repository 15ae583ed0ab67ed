import { useState } from "react";
import { useT } from "@/lib/intl";
import { Select } from "@/ui/Select";
import { TextField } from "@/ui/TextField";
import { useRecordField } from "../record/useRecord";
import type { Values } from "../record/values";
import styles from "./fields.module.css";
import { Picker } from "./Picker";
import { useProofs } from "./proofs";
import { RowList } from "./RowList";
import { HasNone } from "./Work";

type Row = Values["education"][number];
const LEVELS = [
  "compulsory",
  "upper_secondary",
  "vocational",
  "higher_vocational",
  "university",
] as const satisfies readonly Row["level"][];
const NOT_ABROAD = "none";
const RECOGNITIONS = ["yes", "ongoing", "no"] as const satisfies readonly Row["recognition"][];

/** What she has studied; good to know, never asked for, and never in what country. */
export function Education() {
  const t = useT();
  const { value: rows, choose, type } = useRecordField("education");
  const none = useRecordField("has_none");
  const proofs = useProofs();
  const nameOf = ({ level }: Row) => t(`record.education.${level}`);
  const change = (row: Row, next: Partial<Row>) => rows.map((other) => (other === row ? { ...row, ...next } : other));
  return (
    <div className={styles.group}>
      <RowList
        label={t("record.education")}
        rows={rows}
        // Two may be of one level, and what is being typed is no key.
        keyOf={(row) => `${row.level}-${rows.indexOf(row)}`}
        nameOf={nameOf}
        onRemove={(row) => choose(rows.filter((other) => other !== row))}
        details={(row, index) => (
          <>
            <TextField
              label={t("record.subject")}
              name={`education.${index}.subject`}
              description={t("record.subjectHow")}
              value={row.subject ?? ""}
              onChange={(subject) => type(change(row, { subject }))}
              isRequired={false}
              maxLength={120}
            />
            <Year
              name={`education.${index}.finished`}
              value={row.finished ?? null}
              onChange={(finished) => type(change(row, { finished }))}
            />
            <Select
              label={t("record.recognition")}
              name={`education.${index}.recognition`}
              description={t("record.recognitionHow")}
              options={[
                { value: NOT_ABROAD, label: t("record.recognition.none") },
                ...RECOGNITIONS.map((value) => ({ value, label: t(`record.recognition.${value}`) })),
              ]}
              value={row.recognition || NOT_ABROAD}
              onChange={(value) =>
                value && choose(change(row, { recognition: (value === NOT_ABROAD ? "" : value) as Row["recognition"] }))
              }
            />
            <Select
              label={t("record.proof")}
              name={`education.${index}.proof`}
              options={proofs}
              value={row.proof ?? "own_word"}
              onChange={(proof) => proof && choose(change(row, { proof: proof as Row["proof"] }))}
            />
          </>
        )}
      />
      <Picker
        label={t("record.addEducation")}
        name="education"
        options={LEVELS.map((level) => ({ value: level, label: t(`record.education.${level}`) }))}
        taken={rows.flatMap(({ level, subject }) => (subject ? [] : [level]))}
        onPick={(level) =>
          choose(
            [...rows, { level: level as Row["level"], subject: "", finished: null, recognition: "", proof: "own_word" }],
            { has_none: none.value.filter((section) => section !== "education") },
          )
        }
      />
      {rows.length === 0 && <HasNone section="education" label={t("record.noEducation")} />}
    </div>
  );
}

interface YearProps {
  name: string;
  value: number | null;
  onChange: (year: number | null) => void;
}

/** Four digits; half a year is told only when one leaves the field, for the answer to say what is wrong. */
function Year({ name, value, onChange }: YearProps) {
  const t = useT();
  const [text, setText] = useState(value === null ? "" : String(value));
  const [told, setTold] = useState(value);
  if (told !== value) {
    setTold(value);
    setText(value === null ? "" : String(value));
  }
  const tell = (year: number | null) => {
    if (year === told) return;
    setTold(year);
    onChange(year);
  };
  return (
    <TextField
      label={t("record.finished")}
      name={name}
      description={t("record.finishedHow")}
      value={text}
      onChange={(typed) => {
        const digits = typed.replaceAll(/\D/g, "").slice(0, 4);
        setText(digits);
        if (digits.length === 4 || digits === "") tell(digits === "" ? null : Number(digits));
      }}
      onBlur={() => text !== "" && tell(Number(text))}
      isRequired={false}
      inputMode="numeric"
      width="xs"
    />
  );
}
