import { Play } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-aria-components";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { StaleBanner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { Skeleton, SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { OutcomeWords } from "../runs/RunFacts";
import { RunButton } from "../runs/RunButton";
import { type RunControl, useRunControl } from "../runs/useRunControl";
import { useMoment } from "../useMoment";
import { More } from "./More";
import { AtRiskList, JudgementList, PublishList } from "./lists";
import styles from "./start.module.css";

type Start = components["schemas"]["CoordinatorStart"];

/** What the coordinator can act on, in words; one thing to do next. */
export function CoordinatorStart(): ReactNode {
  const t = useT();
  const control = useRunControl();
  const { data, error, dataUpdatedAt, refetch } = $api.useQuery("get", "/api/start/coordinator/", {}, { refetchInterval: 60_000 });
  // Before the first run, running is what to do; afterwards reviewing is.
  const nothingYet = data !== undefined && data.last_run === null;
  return (
    <>
      <PageHead
        title={t("nav.start")}
        action={
          <>
            {data && data.to_review > 0 && (
              <LinkButton href="/forslag" marked>
                <T id="cstart.review" />
              </LinkButton>
            )}
            <RunButton control={control} />
          </>
        }
      >
        {data ? <Sentence data={data} control={control} /> : !error && <Skeleton width="lg" />}
      </PageHead>
      {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
      {error && !data && <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonRows label={t("nav.start")} rows={8} />}
      {nothingYet && (
        <EmptyState
          action={
            <Button variant="primary" icon={Play} marked onPress={control.open}>
              <T id="run.optimise" />
            </Button>
          }
        >
          <T id="cstart.noRun" values={{ candidates: data.candidates_ready }} />
        </EmptyState>
      )}
      {data && (
        <div className={styles.columns}>
          <div className="stack-lg">
            <Section title={t("cstart.judgement")} count={data.needs_judgement} note={t("cstart.judgementNote")}>
              <JudgementList count={data.needs_judgement} hasRun={data.last_run !== null} />
            </Section>
            <Section title={t("cstart.risk")} count={data.needs_at_risk_count} note={t("cstart.riskNote")}>
              <AtRiskList rows={data.needs_at_risk} count={data.needs_at_risk_count} />
            </Section>
          </div>
          <div className="stack-lg">
            <Section title={t("cstart.safe")} count={data.safe} note={t("cstart.safeNote")}>
              {data.safe > 0 ? (
                <More href="/forslag?vy=sakra">
                  <T id="cstart.toSafe" />
                </More>
              ) : (
                <p className="muted">
                  <T id="cstart.safeEmpty" />
                </p>
              )}
            </Section>
            {data.times_suggested > 0 && (
              <Section title={t("cstart.times")} count={data.times_suggested} note={t("cstart.timesNote")}>
                <More href="/forslag?vy=tid">
                  <T id="cstart.toTimes" />
                </More>
              </Section>
            )}
            <Section title={t("cstart.waiting")} count={data.waiting_candidate + data.waiting_company}>
              <Waiting data={data} />
            </Section>
            <Section title={t("cstart.publish")} count={data.needs_to_publish}>
              <PublishList count={data.needs_to_publish} />
            </Section>
          </div>
        </div>
      )}
    </>
  );
}

function Sentence({ data, control }: { data: Start; control: RunControl }) {
  const moment = useMoment();
  const run = control.run ?? data.last_run;
  return (
    <p>
      <T id="cstart.toReview" values={{ count: data.to_review }} /> <T id="cstart.atRisk" values={{ count: data.needs_at_risk_count }} />{" "}
      {run && control.active && <T id="cstart.running" values={{ number: run.number }} />}
      {run && !control.active && (
        <>
          <T id="cstart.lastRun" values={{ when: moment(run.finished_at ?? run.created_at) }} />{" "}
          <OutcomeWords run={run} />
        </>
      )}
    </p>
  );
}

interface SectionProps {
  title: string;
  count: number;
  note?: string;
  children: ReactNode;
}

function Section({ title, count, note, children }: SectionProps) {
  const format = useFormat();
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>
        {title} <span className={styles.count}>{format.number(count)}</span>
      </h2>
      {note && <p className="small muted">{note}</p>}
      {children}
    </section>
  );
}

function Waiting({ data }: { data: Start }) {
  const rows = [
    { id: "cstart.waitingCandidate", href: "/forslag?vy=svar&lage=asked", count: data.waiting_candidate },
    { id: "cstart.waitingCompany", href: "/forslag?vy=svar&lage=accepted", count: data.waiting_company },
    ...(data.company_silent > 0
      ? [{ id: "cstart.companySilent", href: "/forslag?vy=tysta", count: data.company_silent } as const]
      : []),
  ] as const;
  return (
    <ul className={styles.rows}>
      {rows.map(({ id, href, count }) => (
        <li key={id}>
          <Link className={styles.row ?? ""} href={href}>
            <span>
              <T id={id} />
            </span>
            <strong className="num">{count}</strong>
          </Link>
        </li>
      ))}
    </ul>
  );
}
