import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { DefinitionList } from "@/ui/Lists";
import { ODD_HOURS, type Project } from "../words";
import styles from "./project.module.css";

/** Who teaches on the site, in which languages, and what the site can adapt. */
export function Crew({ project }: { project: Project }) {
  const t = useT();
  const format = useFormat();
  const names = (rows: readonly { name: string }[]) => (rows.length > 0 ? format.list(rows.map(({ name }) => name)) : null);
  const odd = ODD_HOURS.filter((when) => project[when]).map((when) => t(`projectForm.field.${when}`).toLowerCase());
  return (
    <section className={styles.section} aria-labelledby="laget">
      <h2 id="laget" className={styles.title}>
        <T id="projects.crew" />
      </h2>
      <p>
        <T
          id="projects.crewSentence"
          values={{
            hours: project.tutor_hours_per_week,
            tutors: project.tutors.length,
            start: project.shift_start.slice(0, 5),
            end: project.shift_end?.slice(0, 5) ?? "none",
          }}
        />
      </p>
      {project.tutors.length > 0 && (
        <table className={styles.tutors} aria-label={t("projects.tutors")}>
          <thead>
            <tr>
              <th scope="col">{t("projects.tutor")}</th>
              <th scope="col">{t("projects.tutorLanguages")}</th>
              <th scope="col" className={styles.number}>
                {t("projects.hoursHead")}
              </th>
            </tr>
          </thead>
          <tbody>
            {project.tutors.map((tutor) => (
              <tr key={`${tutor.name}:${tutor.occupation.code}`}>
                <th scope="row">
                  <bdi>{tutor.name}</bdi>
                  <span className="small muted"> {tutor.occupation.name}</span>
                </th>
                <td>{names(tutor.languages) ?? t("projects.none")}</td>
                <td className={styles.number}>{tutor.hours_per_week}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <DefinitionList
        items={[
          { term: t("projects.oddHours"), value: odd.length > 0 ? format.list(odd) : t("projects.onlyDays") },
          { term: t("projects.crewLanguages"), value: names(project.crew_languages) },
          { term: t("projects.adaptations"), value: names(project.adaptations) },
        ]}
      />
    </section>
  );
}
