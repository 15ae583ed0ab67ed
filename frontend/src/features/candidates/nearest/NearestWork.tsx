import { useQuery } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { Disclosure } from "@/ui/Disclosure";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import type { Candidate } from "../record/values";
import styles from "./nearest.module.css";

type Work = components["schemas"]["NearestWork"];
type Job = components["schemas"]["NearJob"];
type Course = components["schemas"]["CourseStep"];
type Hindrance = components["schemas"]["Hindrance"];

/** What the coach can do about each rule; a rule that is not here is told without advice. */
const ADVICE: Partial<Record<string, { text: MessageId; section?: string }>> = {
  rung: { text: "nearest.do.rung", section: "occupation" },
  dates: { text: "nearest.do.dates", section: "availability" },
  delay: { text: "nearest.do.dates", section: "availability" },
  hours: { text: "nearest.do.hours", section: "availability" },
  shift_hour: { text: "nearest.do.shift", section: "availability" },
  shift_end: { text: "nearest.do.shift", section: "availability" },
  odd_hours: { text: "nearest.do.shift", section: "availability" },
  transport: { text: "nearest.do.transport", section: "travel" },
  travel_time: { text: "nearest.do.travel", section: "travel" },
  licence: { text: "nearest.do.licence", section: "travel" },
  adaptation: { text: "nearest.do.adaptation" },
  age: { text: "nearest.do.age", section: "contact" },
  skills: { text: "nearest.do.course" },
  certificates: { text: "nearest.do.course" },
  language: { text: "nearest.do.course" },
  tutor_hours: { text: "nearest.do.tutor" },
  not_forbidden: { text: "nearest.do.forbidden" },
};
const PAUSED: Partial<Record<Candidate["state"]["code"], MessageId>> = {
  draft: "nearest.draft",
  resting: "nearest.resting",
};

interface NearestProps {
  candidate: Candidate;
  hrefOf: (section: string) => string;
}

/** The nearest jobs from today's needs, what is lacking for each, and the one course that opens most. */
export function NearestWork({ candidate, hrefOf }: NearestProps) {
  const t = useT();
  const { data, error, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/candidates/{id}/nearest/", { params: { path: { id: candidate.id } } }),
    enabled: candidate.state.code !== "closed",
  });
  if (candidate.state.code === "closed") return null;
  return (
    <section className="stack" aria-labelledby="narmast">
      <h2 id="narmast">
        <T id="nearest.title" />
      </h2>
      {error && !data ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : data ? (
        <Told work={data} candidate={candidate} hrefOf={hrefOf} />
      ) : (
        <SkeletonRows label={t("nearest.title")} rows={4} columns={2} />
      )}
    </section>
  );
}

function Told({ work, candidate, hrefOf }: NearestProps & { work: Work }) {
  const t = useT();
  const format = useFormat();
  const paused = candidate.is_protected ? "nearest.protected" : PAUSED[candidate.state.code];
  if (work.wanted === 0) {
    const chosen = candidate.wishes.length > 0;
    return (
      <EmptyState action={<TextLink href={hrefOf("occupation")}>{t("nearest.chooseWork")}</TextLink>}>
        <T id={chosen ? "nearest.noNeed" : "nearest.noWish"} />
      </EmptyState>
    );
  }
  const left = work.wanted - work.reached;
  return (
    <>
      <p>
        <T
          id="nearest.lead"
          values={{ straight: work.straight, course: work.reached - work.straight, wanted: work.wanted }}
        />
        {work.free_from && (
          <>
            {" "}
            <T id="nearest.freeFrom" values={{ day: format.date(work.free_from) }} />
          </>
        )}
      </p>
      {paused && (
        <p className="small">
          <T id={paused} />
        </p>
      )}
      {work.course && (
        <div className={styles.opener}>
          <p>
            <strong>
              <T id="nearest.opens" values={{ course: work.course.intake.name, count: work.course.needs.length }} />
            </strong>
          </p>
          <Dates course={work.course.intake} />
        </div>
      )}
      {work.jobs.length > 0 && (
        <ol className={styles.jobs}>
          {work.jobs.map((job) => (
            <NearJob key={job.need.id} job={job} />
          ))}
        </ol>
      )}
      {work.jobs.length === 0 ? (
        <Hindrances rows={work.hindrances} hrefOf={hrefOf} />
      ) : (
        left > 0 && (
          <Disclosure title={t("nearest.rest", { count: left })} level={3}>
            <Hindrances rows={work.hindrances} hrefOf={hrefOf} />
          </Disclosure>
        )
      )}
      <p className="small muted">
        <T id="nearest.basis" />
      </p>
    </>
  );
}

function NearJob({ job }: { job: Job }) {
  const t = useT();
  const format = useFormat();
  const { need } = job;
  return (
    <li className={styles.job} aria-label={t("card.match", { occupation: need.occupation, project: need.project_name })}>
      <div className={styles.head}>
        <h3>
          <T id="card.match" values={{ occupation: need.occupation, project: need.project_name }} />
        </h3>
        <Status tone={job.steps.length === 0 ? "done" : "plain"}>
          {t("nearest.steps", { count: job.steps.length })}
        </Status>
      </div>
      <p className={styles.facts}>
        <span>{t("nearest.start", { day: format.day(job.start_date) })}</span>
        <span>
          {job.travel_minutes === null
            ? t("nearest.travelUnknown")
            : t("card.travel", { minutes: Math.round(job.travel_minutes) })}
        </span>
        <span>{need.company}</span>
        <span>{need.municipality}</span>
      </p>
      {job.lacking.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {job.steps.map((step) => (
        <Dates key={step.intake_id} course={step} isNamed />
      ))}
      {job.unknown
        .filter((sentence) => job.travel_minutes !== null || !sentence.startsWith("Restiden"))
        .map((sentence) => (
          <p key={sentence} className="small muted">
            {sentence}
          </p>
        ))}
    </li>
  );
}

/** When and where a course is, and whether there is a seat. */
function Dates({ course, isNamed = false }: { course: Course; isNamed?: boolean }) {
  const t = useT();
  const format = useFormat();
  return (
    <p className={styles.facts}>
      {isNamed && <span>{course.name}</span>}
      <span>{t("nearest.course", { start: format.day(course.start_date), end: format.day(course.end_date) })}</span>
      <span>{course.municipality}</span>
      <span>{t("nearest.seats", { count: course.seats_left })}</span>
      <span>{course.cost_sek > 0 ? t("nearest.cost", { sum: course.cost_sek }) : t("nearest.free")}</span>
    </p>
  );
}

function Hindrances({ rows, hrefOf }: { rows: readonly Hindrance[]; hrefOf: (section: string) => string }) {
  return (
    <div className="stack">
      <p>
        <T id="nearest.hindered" />
      </p>
      <ul className={styles.hindrances}>
        {rows.map(({ code, title, needs }) => {
          const advice = ADVICE[code];
          return (
            <li key={code}>
              <p>
                <T id="nearest.hinders" values={{ rule: title, count: needs }} />
              </p>
              {advice && (
                <p className="small">
                  {advice.section ? (
                    <TextLink href={hrefOf(advice.section)}>
                      <T id={advice.text} />
                    </TextLink>
                  ) : (
                    <T id={advice.text} />
                  )}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
