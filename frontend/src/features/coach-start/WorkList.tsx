import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeProblem } from "@/api/describe";
import { type MessageId, T, useT } from "@/lib/intl";
import { StaleBanner } from "@/ui/Banner";
import { Button, TextLink } from "@/ui/Button";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import styles from "./CoachStart.module.css";
import { type Kind, type Todo, workListQuery } from "./queries";

const EMPTY: Record<Kind, MessageId> = {
  today: "coachStart.todayEmpty",
  waiting: "coachStart.waitingEmpty",
  expiring: "coachStart.expiringEmpty",
};

/** One list with its own answer: when it cannot be fetched the others still stand. */
export function WorkList({ kind }: { kind: Kind }) {
  const t = useT();
  const [isWhole, setWhole] = useState(false);
  const { data, error, isPending, dataUpdatedAt, refetch } = useQuery(workListQuery(kind, isWhole));
  const title = t(`coachStart.${kind}`);
  return (
    <section aria-labelledby={`list-${kind}`} className={styles.list} data-kind={kind}>
      <div className={styles.head}>
        <h2 id={`list-${kind}`}>{title}</h2>
        {data && data.count > 0 && <span className={styles.count}>{data.count}</span>}
      </div>
      {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
      {error && !data ? (
        <ErrorState
          {...describeProblem(error, t)}
          what={t("coachStart.failed", { list: title })}
          onRetry={() => void refetch()}
        />
      ) : isPending ? (
        <SkeletonRows label={title} rows={kind === "today" ? 6 : 3} columns={2} />
      ) : data && data.count > 0 ? (
        <>
          <ul className={styles.rows}>
            {data.results.map((row) => (
              <Line key={`${row.candidate.id}:${row.sentence}`} row={row} list={kind} />
            ))}
          </ul>
          {data.count > data.results.length && !isWhole && (
            <div>
              <Button variant="quiet" onPress={() => setWhole(true)}>
                <T id="coachStart.showAll" values={{ count: data.count }} />
              </Button>
            </div>
          )}
        </>
      ) : (
        <EmptyState>
          <T id={EMPTY[kind]} />
        </EmptyState>
      )}
    </section>
  );
}

/** Where on the card the thing is done. */
const PLACES: Record<Todo["kind"], string> = {
  next_step: "",
  stalled: "",
  asked: "?flik=matchningar",
  accepted: "?flik=matchningar",
  certificate: "?flik=uppgifter&del=certificates",
  draft: "?flik=uppgifter",
};

function Line({ row, list }: { row: Todo; list: Kind }) {
  const t = useT();
  const days = row.days ?? 0;
  // What ends counts down, what waits counts up; below nought each goes the other way.
  const isAhead = list === "expiring" ? days >= 0 : days < 0;
  const words: MessageId = isAhead ? "coachStart.expiringDays" : list === "waiting" ? "coachStart.waitingDays" : "coachStart.todayDays";
  return (
    <li className={styles.row}>
      <TextLink href={`/deltagare/${row.candidate.id}${PLACES[row.kind]}`}>
        <bdi>{row.candidate.name}</bdi>
      </TextLink>
      <span className={styles.what}>{row.sentence}</span>
      {row.kind !== "draft" && row.days !== null && <span className={styles.days}>{t(words, { days: Math.abs(days) })}</span>}
    </li>
  );
}
