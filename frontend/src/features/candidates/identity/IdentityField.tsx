import { T, useT } from "@/lib/intl";
import { Disclosure } from "@/ui/Disclosure";
import { Select } from "@/ui/Select";
import { TextField } from "@/ui/TextField";
import styles from "../fields/fields.module.css";
import { useRecordField, useSnapshot, useStore } from "../record/useRecord";
import type { Values } from "../record/values";
import { isCoordination } from "./detect";
import { Reveal } from "./Reveal";

type Identity = Values["identity"];

const GRADES = ["proven", "probable", "uncertain"] as const;
export const REASONS = ["not_applied", "waiting", "not_at_hand", "declined", "not_needed"] as const;

/** What is typed into a masked number replaces it: nobody can change what she does not see. */
function unmask(before: string, text: string): string {
  if (!before.includes("•")) return text;
  return text.startsWith(before) ? text.slice(before.length) : text.includes("•") ? "" : text;
}

/** Personnummer or samordningsnummer, or why there is none. */
export function IdentityField() {
  const t = useT();
  const { value, type, choose } = useRecordField("identity");
  const stored = useSnapshot(useStore()).candidate;
  const isMasked = value.number.includes("•");
  const coordination = isMasked ? stored?.identity?.kind === "coordination" : isCoordination(value.number);
  const write = (number: string) =>
    type({ number: unmask(value.number, number), grade: "", no_number_reason: "" });
  return (
    <div className={styles.group}>
      <TextField
        label={t("identity.number")}
        name="identity"
        description={t("identity.example")}
        value={value.number}
        onChange={write}
        inputMode="numeric"
        autoComplete="off"
        width="md"
        maxLength={20}
        isRequired={false}
        ltr
      />
      {isMasked && stored && <Reveal candidate={stored} />}
      {coordination && (
        <Select
          label={t("identity.grade")}
          name="identity_grade"
          description={t("identity.gradeWhy")}
          options={[
            { value: "", label: t("identity.grade.none") },
            ...GRADES.map((grade) => ({ value: grade, label: t(`identity.grade.${grade}`) })),
          ]}
          value={value.grade}
          onChange={(grade) => choose({ ...value, grade: (grade ?? "") as Identity["grade"] })}
          isRequired={false}
          width="md"
        />
      )}
      {value.number === "" && (
        <Select
          label={t("identity.none")}
          name="no_number_reason"
          options={[
            { value: "", label: t("identity.none.unasked") },
            ...REASONS.map((reason) => ({ value: reason, label: t(`identity.none.${reason}`) })),
          ]}
          value={value.no_number_reason}
          onChange={(reason) =>
            choose({ number: "", grade: "", no_number_reason: (reason ?? "") as Identity["no_number_reason"] })
          }
          isRequired={false}
          width="md"
        />
      )}
      <Disclosure title={t("identity.why")}>
        <p>
          <T id="identity.whyText" />
        </p>
      </Disclosure>
    </div>
  );
}
