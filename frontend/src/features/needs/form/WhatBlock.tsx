import type { Reference } from "@/api/reference";
import { useT } from "@/lib/intl";
import { Select, ComboBox } from "@/ui/Select";
import { NumberField } from "@/ui/TextField";
import { FORMS, type Form, options } from "../words";
import { Block } from "./Block";
import { type Draft, isWhole } from "./draft";
import styles from "./form.module.css";
import type { BlockProps } from "./NeedForm";

/** Which trade, which step of it, how many, and in what form. */
export function WhatBlock({ draft, set, reference, advice, isSeveral }: BlockProps & { isSeveral: boolean }) {
  const t = useT();
  const occupation = reference?.occupations.find(({ code }) => code === draft.occupation);
  const rungs = occupation
    ? occupation.levels.map(({ rung, name_sv }) => ({ value: String(rung), label: name_sv }))
    : (reference?.rungs ?? []).map(({ value, name_sv }) => ({ value: String(value), label: name_sv }));
  return (
    <Block id="vad" title={t("needForm.what")} advice={advice}>
      <div className={styles.pair}>
        <ComboBox
          label={t("needForm.occupation")}
          name="occupation"
          isRequired
          options={options(reference?.occupations)}
          defaultValue={draft.occupation}
          onChange={(code) => set(forOccupation(draft, code ?? "", reference))}
        />
        <Select
          label={t("needForm.rung")}
          name="min_rung"
          description={t("needForm.rungHelp")}
          options={rungs}
          value={String(draft.min_rung)}
          onChange={(rung) => rung && set({ min_rung: Number(rung) as Draft["min_rung"] })}
        />
        {!isSeveral && (
          <NumberField
            label={t("needForm.headcount")}
            name="steps"
            isRequired
            minValue={1}
            maxValue={500}
            value={draft.steps[0]?.headcount ?? 1}
            onChange={(headcount) => {
              const [step] = draft.steps;
              if (step && isWhole(draft)) set({ steps: [{ ...step, headcount: headcount || 1 }] });
            }}
            unit={t("needForm.people")}
          />
        )}
        <Select
          label={t("needForm.form")}
          name="employment_form"
          options={FORMS.map((code) => ({ value: code, label: t(`needForm.form.${code}`) }))}
          value={draft.employment_form}
          onChange={(form) => form && set({ employment_form: form as Form })}
        />
      </div>
    </Block>
  );
}

/** A trade brings what it usually has; what was chosen by hand for another trade does not follow. */
export function forOccupation(draft: Draft, code: string, reference: Reference | undefined): Partial<Draft> {
  const occupation = reference?.occupations.find((other) => other.code === code);
  if (!occupation) return { occupation: code };
  const level = occupation.levels.find(({ rung }) => rung === draft.min_rung) ?? occupation.levels[0];
  return {
    occupation: code,
    min_rung: (level?.rung ?? draft.min_rung) as Draft["min_rung"],
    minimum_age: Math.max(draft.minimum_age, level?.min_age ?? 0),
    task_demands: occupation.typical_task_demands,
  };
}
