import { useReference } from "@/api/reference";
import { addDays, daysBetween } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { DefinitionList } from "@/ui/Lists";
import { BookedBar } from "../BookedBar";
import styles from "../needs.module.css";
import { LEVELS, type Need } from "../words";

export function Steps({ need }: { need: Need }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className={styles.section} aria-labelledby="bemanning">
      <h2 id="bemanning" className={styles.sectionTitle}>
        <T id="needs.steps" />
      </h2>
      {need.steps.length === 0 ? (
        <p>
          <T id="needs.noSteps" />
        </p>
      ) : (
        <table className={styles.steps} aria-labelledby="bemanning">
          <thead>
            <tr>
              <th scope="col">{t("needs.weeks")}</th>
              <th scope="col">{t("needs.days.head")}</th>
              <th scope="col">{t("needs.booked")}</th>
            </tr>
          </thead>
          <tbody>
            {need.steps.map((step) => {
              const last = addDays(step.end_date, -1);
              return (
                <tr key={step.start_date}>
                  <td className="num">
                    {t("needs.weekSpan", {
                      from: format.week(step.start_date),
                      to: format.week(last),
                      weeks: Math.ceil(daysBetween(step.start_date, step.end_date) / 7),
                    })}
                  </td>
                  <td className="num">{t("needs.days", { from: format.iso(step.start_date), to: format.iso(last) })}</td>
                  <td>
                    <BookedBar asked={step.headcount} booked={step.booked} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function Requirements({ need }: { need: Need }) {
  const t = useT();
  return (
    <section className={styles.section} aria-labelledby="krav">
      <h2 id="krav" className={styles.sectionTitle}>
        <T id="needForm.requirements" />
      </h2>
      <div className={styles.levels}>
        {LEVELS.map((level) => (
          <div key={level}>
            <h3>{t(`needs.level.${level}`)}</h3>
            {need.requirements[level].length === 0 ? (
              <p className="small muted">
                <T id={`needForm.empty.${level}`} />
              </p>
            ) : (
              <ul>
                {need.requirements[level].map(({ kind, code, name }) => (
                  <li key={`${kind}:${code}`}>{name}</li>
                ))}
              </ul>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

export function NeedFacts({ need }: { need: Need }) {
  const t = useT();
  const format = useFormat();
  const reference = useReference();
  const level = reference?.language_levels.find(({ value }) => value === need.min_language_level)?.name_sv;
  return (
    <section className={styles.section} aria-labelledby="uppgifter">
      <h2 id="uppgifter" className={styles.sectionTitle}>
        <T id="needs.facts" />
      </h2>
      <DefinitionList
        items={[
          {
            term: t("needs.project"),
            value: (
              <TextLink href={`/projekt/${need.project.id}`}>
                <bdi>{need.project.name}</bdi>
              </TextLink>
            ),
          },
          { term: t("needs.place"), value: need.project.municipality.name },
          { term: t("needForm.rung"), value: need.min_rung.label },
          { term: t("needForm.form"), value: need.employment_form.label },
          { term: t("needForm.hours"), value: t("needs.hours", { hours: need.hours_per_week }) },
          { term: t("needForm.tutorHours"), value: t("needs.hours", { hours: need.tutor_hours_per_person }) },
          { term: t("needForm.language"), value: level },
          { term: t("needForm.age"), value: t("needs.years", { years: need.minimum_age }) },
          { term: t("needForm.delay"), value: t("needs.weeksLater", { weeks: need.max_delay_weeks }) },
          { term: t("needForm.answerBy"), value: need.answer_by && format.date(need.answer_by) },
          {
            term: t("needForm.demands"),
            value: need.task_demands.length > 0 ? format.list(need.task_demands.map(({ name }) => name)) : null,
          },
          {
            term: t("needForm.description"),
            value: need.description ? <span className={styles.description}>{need.description}</span> : null,
          },
        ]}
      />
    </section>
  );
}
