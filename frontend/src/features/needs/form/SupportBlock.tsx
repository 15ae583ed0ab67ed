import type { components } from "@/api/schema";
import { T, useT } from "@/lib/intl";
import { CheckboxGroup } from "@/ui/Choice";
import { DateField } from "@/ui/DateField";
import { Disclosure } from "@/ui/Disclosure";
import { NumberField, TextField } from "@/ui/TextField";
import { Block } from "./Block";
import styles from "./form.module.css";
import type { BlockProps } from "./NeedForm";

type ProjectRow = components["schemas"]["ProjectRow"];

/** Who shows the work, and the day by which the company answers; the rest has a default. */
export function SupportBlock({
  draft,
  set,
  reference,
  advice,
  project,
  isOpen,
}: BlockProps & { project: ProjectRow | undefined; isOpen: boolean }) {
  const t = useT();
  return (
    <Block id="stod" title={t("needForm.support")} advice={advice}>
      <div className={styles.pair}>
        <NumberField
          label={t("needForm.tutorHours")}
          name="tutor_hours_per_person"
          description={
            project ? t("needForm.tutorHoursHelp", { hours: project.tutor_hours_per_week }) : t("needForm.tutorHoursAny")
          }
          minValue={0}
          maxValue={40}
          value={draft.tutor_hours_per_person}
          onChange={(hours) => set({ tutor_hours_per_person: hours || 0 })}
          unit={t("needForm.hoursUnit")}
        />
        <DateField
          label={t("needForm.answerBy")}
          name="answer_by"
          description={t("needForm.answerByHelp")}
          isRequired={false}
          value={draft.answer_by ?? null}
          onChange={(day) => set({ answer_by: day })}
        />
      </div>
      <Disclosure title={t("needForm.more")} isOpen={isOpen}>
        <div className="stack">
          <div className={styles.pair}>
            <NumberField
              label={t("needForm.delay")}
              name="max_delay_weeks"
              description={t("needForm.delayHelp")}
              minValue={0}
              maxValue={52}
              value={draft.max_delay_weeks}
              onChange={(weeks) => set({ max_delay_weeks: weeks || 0 })}
              unit={t("needForm.weeksUnit")}
            />
            <NumberField
              label={t("needForm.age")}
              name="minimum_age"
              description={t("needForm.ageHelp")}
              minValue={16}
              maxValue={24}
              value={draft.minimum_age}
              onChange={(age) => set({ minimum_age: age || 18 })}
              unit={t("needForm.years")}
            />
          </div>
          <TextField
            label={t("needForm.description")}
            name="description"
            description={t("needForm.descriptionHelp")}
            isRequired={false}
            rows={4}
            maxLength={2000}
            value={draft.description}
            onChange={(description) => set({ description })}
          />
          <CheckboxGroup
            label={t("needForm.demands")}
            name="task_demands"
            description={<T id="needForm.demandsHelp" />}
            options={(reference?.task_demands ?? []).map(({ code, name_sv }) => ({ value: code, label: name_sv }))}
            value={draft.task_demands}
            onChange={(codes) => set({ task_demands: codes })}
          />
        </div>
      </Disclosure>
    </Block>
  );
}
