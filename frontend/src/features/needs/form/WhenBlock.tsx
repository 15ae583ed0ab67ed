import type { components } from "@/api/schema";
import { addDays, daysBetween, parseDay } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Checkbox } from "@/ui/Choice";
import { DateField } from "@/ui/DateField";
import { ComboBox } from "@/ui/Select";
import { NumberField } from "@/ui/TextField";
import { Block } from "./Block";
import { type Draft, withDays, withMoreSteps } from "./draft";
import styles from "./form.module.css";
import type { BlockProps } from "./NeedForm";
import { StepRows } from "./StepRows";

type ProjectRow = components["schemas"]["ProjectRow"];

interface WhenProps extends BlockProps {
  projects: readonly ProjectRow[];
  /** A posted need stays in its project. */
  isProjectFixed: boolean;
  isSeveral: boolean;
  onSeveral: (several: boolean) => void;
  today: string;
}

/** Which site, from when to when, and how many at which time. */
export function WhenBlock(props: WhenProps) {
  const { draft, set, advice, projects, isProjectFixed, isSeveral, onSeveral, today, errors } = props;
  const t = useT();
  const format = useFormat();
  const project = projects.find(({ id }) => id === draft.project);
  const weeks = draft.start_date && draft.end_date ? daysBetween(draft.start_date, draft.end_date) / 7 : 0;
  return (
    <Block id="var-och-nar" title={t("needForm.whereWhen")} advice={advice}>
      <div className={styles.pair}>
        {isProjectFixed ? (
          <div>
            <p className={styles.label}>{t("needForm.project")}</p>
            <p>
              <bdi>{project?.name}</bdi>
            </p>
          </div>
        ) : (
          <ComboBox
            label={t("needForm.project")}
            name="project"
            isRequired
            options={projects.map(({ id, name, municipality }) => ({
              value: id,
              label: name,
              description: municipality.name,
            }))}
            defaultValue={draft.project}
            onChange={(id) => set(forProject(draft, projects.find((row) => row.id === id), today))}
          />
        )}
        <NumberField
          label={t("needForm.hours")}
          name="hours_per_week"
          minValue={5}
          maxValue={40}
          value={draft.hours_per_week}
          onChange={(hours) => set({ hours_per_week: hours || 40 })}
          unit={t("needForm.hoursUnit")}
        />
        <DateField
          label={t("needForm.start")}
          name="start_date"
          isRequired
          value={draft.start_date || null}
          description={draft.start_date ? t("needForm.week", { week: format.week(draft.start_date) }) : undefined}
          onChange={(day) => set(withDays(draft, { start_date: day ?? "" }))}
        />
        <DateField
          label={t("needForm.lastDay")}
          name="end_date"
          isRequired
          value={draft.end_date ? addDays(draft.end_date, -1) : null}
          description={weeks > 0 ? t("needForm.weeks", { weeks: Math.ceil(weeks) }) : undefined}
          onChange={(day) => set(withDays(draft, { end_date: day ? addDays(day, 1) : "" }))}
        />
      </div>
      <Checkbox
        isSelected={isSeveral}
        onChange={(several) => {
          onSeveral(several);
          const peak = Math.max(...draft.steps.map(({ headcount }) => headcount));
          set({
            steps: several
              ? withMoreSteps(draft)
              : [{ start_date: draft.start_date, end_date: draft.end_date, headcount: peak }],
          });
        }}
      >
        <T id="needForm.several" />
      </Checkbox>
      {isSeveral && <StepRows draft={draft} set={set} error={errors?.fields.steps?.join(" ")} />}
    </Block>
  );
}

/** People need some weeks of notice, and courses begin on Mondays. */
const NOTICE_DAYS = 14;
const USUAL_DAYS = 12 * 7;

/** The first Monday with notice on which the site is running, and twelve weeks from it: to change, not to fill in. */
export function forProject(draft: Draft, project: ProjectRow | undefined, today: string): Partial<Draft> {
  if (!project) return { project: "" };
  if (draft.start_date) return { project: project.id };
  const weekday = (parseDay(today).getUTCDay() + 6) % 7;
  const monday = addDays(today, 7 - weekday + NOTICE_DAYS);
  const start = project.start_date > monday ? project.start_date : monday;
  const end = addDays(project.start_date, project.duration_weeks * 7);
  const wanted = addDays(start, USUAL_DAYS);
  return {
    ...withDays({ ...draft, project: project.id }, { start_date: start, end_date: end > start && end < wanted ? end : wanted }),
  };
}
