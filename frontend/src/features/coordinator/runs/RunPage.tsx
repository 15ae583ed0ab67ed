import { useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { LinkButton } from "@/ui/Button";
import { Disclosure } from "@/ui/Disclosure";
import { DefinitionList } from "@/ui/Lists";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { useMoment } from "../useMoment";
import { gapCeiling, type Run, weeksOfWork } from "../words";
import { isActive, madePlan, pollDelay } from "./api";
import { Causes } from "./Causes";
import { Prices } from "./Prices";
import { RunDiff } from "./RunDiff";
import { wentWrong } from "./runWords";
import styles from "./runs.module.css";

/** One run: how it ended, what it changed, what it could not fill and why, and what would help. */
export function RunPage() {
  const t = useT();
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: run, error, refetch } = $api.useQuery(
    "get",
    "/api/runs/{id}/",
    { params: { path: { id } } },
    { refetchInterval: (query) => (query.state.data && isActive(query.state.data) ? pollDelay(query.state.dataUpdateCount) : false) },
  );
  const back = (
    <div className="outdent">
      <LinkButton href="/forslag" variant="quiet" size="sm">
        <ArrowLeft size={16} aria-hidden="true" data-flip />
        <T id="run.toProposals" />
      </LinkButton>
    </div>
  );
  if (error) {
    return (
      <>
        <PageHead title={t("run.page")} back={back} />
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      </>
    );
  }
  if (!run) {
    return (
      <>
        <PageHead title={t("run.page")} back={back} />
        <SkeletonRows label={t("run.page")} rows={8} columns={2} />
      </>
    );
  }
  return (
    <>
      <PageHead
        title={t("run.numbered", { number: run.number })}
        back={back}
      >
        <p>{run.sentence}</p>
      </PageHead>
      <div className={styles.page}>
        {wentWrong(run) && <WhatHinders run={run} />}
        {madePlan(run) && <Plan run={run} />}
        <Section title={t("run.facts")}>
          <Facts run={run} />
        </Section>
      </div>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function WhatHinders({ run }: { run: Run }) {
  const t = useT();
  const conflicts = run.summary.conflicts ?? [];
  return (
    <Section title={t("run.hinders")}>
      <Banner tone="notice">
        <T id={run.outcome === "infeasible" ? "run.unlockSome" : "run.beforeStands"} />
      </Banner>
      {conflicts.length > 0 && (
        <ul className={styles.conflicts}>
          {conflicts.map((conflict) => (
            <li key={conflict}>{conflict}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Plan({ run }: { run: Run }) {
  const t = useT();
  const { summary } = run;
  return (
    <>
      <Section title={t("run.worth")}>
        <Worth run={run} />
      </Section>
      <Section title={t("run.changes")}>
        <RunDiff run={run.id} />
      </Section>
      <Section title={t("run.left")}>
        {(summary.unfilled ?? 0) === 0 && (summary.unplaced ?? 0) === 0 && (
          <p>
            <T id="run.nothingLeft" />
          </p>
        )}
        <div className={styles.sides}>
          <Causes
            title={t("run.unfilledWeeks", { count: summary.unfilled ?? 0, weeks: summary.unfilled_person_weeks ?? 0 })}
            column={t("run.needs")}
            counts={summary.unfilled_by_code}
          />
          <Causes title={t("run.unplaced", { count: summary.unplaced ?? 0 })} column={t("run.people")} counts={summary.unplaced_by_code} />
        </div>
      </Section>
      <Section title={t("price.title")}>
        <Prices run={run.id} />
      </Section>
    </>
  );
}

/** What the plan is worth, what nothing can be worth more than, and what lies between: in weeks of work. */
function Worth({ run }: { run: Run }) {
  const t = useT();
  const format = useFormat();
  const { objective, bound, gap, summary } = run;
  const percent = gap === null ? null : format.number(gapCeiling(gap), { style: "percent", maximumFractionDigits: 1 });
  const atMost = percent === null ? t("run.unknown") : t("run.atMost", { gap: percent });
  const distance = run.outcome === "optimal" ? t("run.noGap") : atMost;
  return (
    <>
      <dl className={styles.figures}>
        <Figure term={t("run.placements")} value={format.number(summary.placements ?? 0)} />
        <Figure term={t("run.planWorth")} value={objective === null ? "–" : t("run.weeksValue", { value: weeksOfWork(format, objective) })} />
        <Figure term={t("run.boundWorth")} value={bound === null ? "–" : t("run.weeksValue", { value: weeksOfWork(format, bound) })} />
        <Figure term={t("run.gapWorth")} value={distance} />
      </dl>
      <p className="small muted">
        <T id={run.bound_scope === "kept_futures" ? "run.scopeKept" : "run.scopeAll"} />
      </p>
      {summary.trainings !== undefined && (
        <p>
          <T id="run.trainings" values={{ count: summary.trainings }} />
        </p>
      )}
      {summary.goals && summary.goals.length > 0 && (
        <ul className={styles.goals}>
          {summary.goals.map((goal) => (
            <li key={goal.goal}>
              <T
                id={goal.shortfall > 0 ? "run.goalMissed" : "run.goalReached"}
                values={{
                  goal: goal.goal,
                  reached: weeksOfWork(format, goal.reached),
                  wanted: weeksOfWork(format, goal.wanted),
                  missing: weeksOfWork(format, goal.shortfall),
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {summary.stages && summary.stages.length > 0 && (
        <p>
          <T id="run.stages" values={{ reached: format.list(summary.stages.map((stage) => weeksOfWork(format, stage))) }} />
        </p>
      )}
    </>
  );
}

function Figure({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Facts({ run }: { run: Run }) {
  const t = useT();
  const moment = useMoment();
  const { summary } = run;
  return (
    <>
      <DefinitionList
        items={[
          { term: t("run.askedBy"), value: t("run.askedByValue", { who: run.requested_by, when: moment(run.created_at) }) },
          { term: t("run.finishedAt"), value: run.finished_at ? moment(run.finished_at) : undefined },
          {
            term: t("run.took"),
            value:
              run.solve_seconds === null
                ? undefined
                : t("run.tookValue", { seconds: Math.round(run.solve_seconds), limit: Math.round(run.time_limit_seconds) }),
          },
        ]}
      />
      <Disclosure title={t("run.again.how")}>
        <DefinitionList
          items={[
            { term: t("run.seed"), value: String(run.seed) },
            { term: t("run.solver"), value: summary.solver },
            { term: t("run.model"), value: summary.model_version },
            { term: t("run.input"), value: <code className={styles.hash}>{run.input_sha256}</code> },
            { term: t("run.plan"), value: run.result_sha256 ? <code className={styles.hash}>{run.result_sha256}</code> : undefined },
          ]}
        />
      </Disclosure>
    </>
  );
}
