import { keepPreviousData } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Link } from "react-aria-components";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import type { Proposal } from "../words";
import { More } from "./More";
import styles from "./start.module.css";

type AtRisk = components["schemas"]["NeedAtRisk"];
const SHOWN = 5;

/** Close calls and changed data: here a human adds most. */
export function JudgementList({ count, hasRun }: { count: number; hasRun: boolean }) {
  const t = useT();
  const format = useFormat();
  const { data, error, refetch } = $api.useQuery(
    "get",
    "/api/proposals/",
    { params: { query: { needs_judgement: true, state: ["new", "in_review"], page_size: SHOWN } } },
    { enabled: count > 0, placeholderData: keepPreviousData },
  );
  if (count === 0) {
    return (
      <p className="muted">
        <T id={hasRun ? "cstart.judgementEmpty" : "cstart.judgementNoRun"} />
      </p>
    );
  }
  if (error && !data) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows label={t("cstart.judgement")} rows={Math.min(count, SHOWN)} columns={2} />;
  return (
    <>
      <ul className={styles.rows}>
        {data.results.map((proposal) => (
          <li key={proposal.id}>
            <Link className={styles.row ?? ""} href={`/forslag?vy=bedomning&visa=${proposal.id}`}>
              <span className={styles.main}>
                <bdi className={styles.name}>{proposal.candidate.name}</bdi>
                <span className="muted">
                  <T id="cstart.pair" values={{ occupation: proposal.need.occupation, project: proposal.need.project_name }} />
                </span>
              </span>
              <span className={styles.why}>
                <WhyJudgement proposal={proposal} />
              </span>
              <span className={styles.when}>
                <T id="week.short" values={{ week: format.week(proposal.start_date) }} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {count > SHOWN && (
        <More href="/forslag?vy=bedomning">
          <T id="cstart.all" values={{ count }} />
        </More>
      )}
    </>
  );
}

function WhyJudgement({ proposal }: { proposal: Proposal }) {
  if (proposal.is_stale) return <T id="cstart.whyStale" />;
  const { to_next_candidate_for_need: person, to_next_need_for_candidate: need } = proposal.margin_data;
  const isPerson = typeof person === "number" && (typeof need !== "number" || person <= need);
  return <T id={isPerson ? "cstart.whyPerson" : "cstart.whyNeed"} />;
}

/** Needs that start soon with places nobody is proposed for. */
export function AtRiskList({ rows, count }: { rows: readonly AtRisk[]; count: number }) {
  const format = useFormat();
  if (count === 0) {
    return (
      <p className="muted">
        <T id="cstart.riskEmpty" />
      </p>
    );
  }
  return (
    <>
      <ul className={styles.rows}>
        {rows.slice(0, SHOWN + 1).map(({ need, start_date, missing }) => (
          <li key={need.id}>
            <Link className={styles.row ?? ""} href={`/behov?lage=open,partly_filled&visa=${need.id}`}>
              <span className={styles.main}>
                <span className={styles.name}>{need.occupation}</span>
                <span className="muted">
                  <T id="cstart.place" values={{ project: need.project_name, company: need.company }} />
                </span>
              </span>
              <span className={styles.why}>
                <T id="cstart.missing" values={{ count: missing }} />
              </span>
              <span className={styles.when}>
                <T id="week.short" values={{ week: format.week(start_date) }} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {count > SHOWN + 1 && (
        <More href="/behov?lage=open,partly_filled">
          <T id="cstart.toNeeds" />
        </More>
      )}
    </>
  );
}

/** Needs the companies have sent in. */
export function PublishList({ count }: { count: number }) {
  const t = useT();
  const format = useFormat();
  const { data, error, refetch } = $api.useQuery(
    "get",
    "/api/needs/",
    { params: { query: { state: ["in_review"], ordering: ["start_date"], page_size: SHOWN } } },
    { enabled: count > 0, placeholderData: keepPreviousData },
  );
  if (count === 0) {
    return (
      <p className="muted">
        <T id="cstart.publishEmpty" />
      </p>
    );
  }
  if (error && !data) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows label={t("cstart.publish")} rows={Math.min(count, SHOWN)} columns={2} />;
  return (
    <>
      <ul className={styles.rows}>
        {data.results.map((need) => (
          <li key={need.id}>
            <Link className={styles.row ?? ""} href={`/behov?lage=in_review&visa=${need.id}`}>
              <span className={styles.main}>
                <span className={styles.name}>{need.occupation.name}</span>
                <span className="muted">{need.project.name}</span>
              </span>
              <span className={styles.when}>
                <T id="week.short" values={{ week: format.week(need.start_date) }} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {count > SHOWN && (
        <More href="/behov?lage=in_review">
          <T id="cstart.all" values={{ count }} />
        </More>
      )}
    </>
  );
}
