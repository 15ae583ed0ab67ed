import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { SquarePlus } from "lucide-react";
import { type ReactNode, useMemo, useRef } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useListKeys } from "@/lib/keys";
import { usePreference } from "@/lib/preferences";
import { StaleBanner } from "@/ui/Banner";
import { LinkButton, TextLink } from "@/ui/Button";
import { KeyHint } from "@/ui/KeyHint";
import { useKeyGroup } from "@/ui/keyHints";
import { MiniBar } from "@/ui/MiniBar";
import { PageHead } from "@/ui/PageHead";
import { Segmented } from "@/ui/Segmented";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import styles from "./CompanyStart.module.css";
import { SeatsTable } from "./SeatsTable";

type Start = components["schemas"]["CompanyStart"];
const NEW = "/behov/nytt";

/** What waits on the company, in words, and how far each need has come. */
export function CompanyStart(): ReactNode {
  const t = useT();
  const router = useRouter();
  const { data, error, dataUpdatedAt, refetch } = useQuery(
    $api.queryOptions("get", "/api/start/company/", {}, { refetchInterval: 60_000 }),
  );
  const [view, setView] = usePreference("charts");
  const page = useRef<HTMLDivElement>(null);
  useListKeys(
    page,
    useMemo(
      () => ({ n: () => router.history.push(NEW), t: () => setView(view === "chart" ? "table" : "chart") }),
      [router, view, setView],
    ),
  );
  useKeyGroup(
    useMemo(
      () => ({
        title: t("nav.start"),
        hints: [
          { keys: ["N"], does: t("needs.post") },
          { keys: ["T"], does: t("curve.toggle") },
        ],
      }),
      [t],
    ),
  );
  return (
    <div ref={page}>
      <PageHead
        title={t("companyStart.title")}
        action={
          <LinkButton variant="primary" icon={SquarePlus} marked href={NEW} aria-keyshortcuts="N">
            <T id="companyStart.post" /> <KeyHint>N</KeyHint>
          </LinkButton>
        }
      >
        {data && (
          <T
            id="companyStart.state"
            values={{ answer: data.to_answer, asked: data.asked_candidates, soon: data.starting_soon }}
          />
        )}
      </PageHead>
      {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
      {error && !data ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows label={t("companyStart.needs")} rows={8} columns={4} />
      ) : (
        <div className="stack-lg">
          <Waiting data={data} />
          <section className={styles.section} aria-labelledby="behov-lage">
            <div className={styles.head}>
              <h2 id="behov-lage">
                <T id="companyStart.needs" />
              </h2>
              {data.needs.length > 0 && (
                <Segmented
                  label={t("curve.view")}
                  options={[
                    { value: "chart", label: t("companyStart.bars") },
                    { value: "table", label: t("curve.asTable") },
                  ]}
                  value={view}
                  onChange={(next) => setView(next === "table" ? "table" : "chart")}
                />
              )}
            </div>
            <Needs needs={data.needs} isTable={view === "table"} />
          </section>
        </div>
      )}
    </div>
  );
}

/** One line each, and a way there; nothing when nothing waits. */
function Waiting({ data }: { data: Start }) {
  const format = useFormat();
  const lines = [
    { href: "/kandidater", id: "companyStart.answer", count: data.to_answer },
    { href: "/kandidater?sort=state_since", id: "companyStart.reminded", count: data.reminded },
    { href: "/bekraftelser?lage=planned,training", id: "companyStart.soon", count: data.starting_soon },
    { href: "/behov?lage=open,partly_filled&sort=start_date", id: "companyStart.short", count: data.needs_short },
  ] as const;
  const waiting = lines.filter(({ count }) => count > 0);
  const isNothing = waiting.length + data.to_confirm.length === 0;
  return (
    <section className={styles.section} aria-labelledby="vantar">
      <div className={styles.head}>
        <h2 id="vantar">
          <T id="companyStart.waiting" />
        </h2>
      </div>
      {data.response_rate.asked > 0 && (
        <p className="muted">
          <T
            id="companyStart.rate"
            values={{ inTime: data.response_rate.in_time, asked: data.response_rate.asked, days: data.response_rate.days }}
          />
        </p>
      )}
      {isNothing ? (
        <EmptyState>
          <T id="companyStart.nothing" />
        </EmptyState>
      ) : (
        <ul className={styles.lines}>
          {data.to_confirm.map(({ need, confirm_by: day }) => (
            <li key={need.id}>
              <TextLink href={`/behov/${need.id}`}>
                <T
                  id="companyStart.confirm"
                  values={{ number: need.number, occupation: need.occupation, day: format.date(day) }}
                />
              </TextLink>
            </li>
          ))}
          {waiting.map(({ href, id, count }) => (
            <li key={id}>
              <TextLink href={href}>
                <T id={id} values={{ count }} />
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Needs({ needs, isTable }: { needs: Start["needs"]; isTable: boolean }) {
  const t = useT();
  const format = useFormat();
  if (needs.length === 0) {
    return (
      <EmptyState
        action={
          <LinkButton href={NEW}>
            <T id="needs.post" />
          </LinkButton>
        }
      >
        <T id="companyStart.noNeeds" />
      </EmptyState>
    );
  }
  const sum = (key: "asked" | "proposed" | "confirmed" | "started") => needs.reduce((total, need) => total + need[key], 0);
  return (
    <>
      <p className={styles.takeaway}>
        <T
          id="companyStart.takeaway"
          values={{ needs: needs.length, asked: sum("asked"), proposed: sum("proposed"), confirmed: sum("confirmed") + sum("started") }}
        />
      </p>
      {isTable ? (
        <SeatsTable needs={needs} />
      ) : (
        <>
          <p className="small muted">
            <T id="companyStart.howToRead" />
          </p>
          <ul className={styles.needs}>
            {needs.map(({ need, start_date, asked, proposed, confirmed, started }) => (
              <li key={need.id}>
                <span>
                  <TextLink href={`/behov/${need.id}`}>
                    {t("needs.titleOne", { number: need.number, occupation: need.occupation })}
                  </TextLink>
                  <span className={styles.where}>
                    <T
                      id="companyStart.where"
                      values={{ project: need.project_name, day: format.day(start_date), week: format.week(start_date) }}
                    />
                  </span>
                </span>
                <MiniBar
                  label={t("needs.titleOne", { number: need.number, occupation: need.occupation })}
                  counts={{ asked, proposed, confirmed, started }}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <TextLink href="/behov?lage=open,partly_filled,filled">
          <T id="companyStart.all" />
        </TextLink>
      </p>
    </>
  );
}
