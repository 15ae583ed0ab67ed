import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useState } from "react";
import { describeProblem } from "@/api/describe";
import { type MessageId, T, useT } from "@/lib/intl";
import { StaleBanner } from "@/ui/Banner";
import { Button, TextLink } from "@/ui/Button";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import styles from "./CoachStart.module.css";
import { FinishDialog } from "./FinishDialog";
import { type Kind, type Todo, workListQuery } from "./queries";

const EMPTY: Record<Kind, MessageId> = {
  today: "coachStart.todayEmpty",
  waiting: "coachStart.waitingEmpty",
  expiring: "coachStart.expiringEmpty",
};

/** Questions about people: told by number here, answered on their own page. */
export interface Extra {
  count: number;
  text: string;
  href: string;
}

/** One list with its own answer: when it cannot be fetched the others still stand. */
export function WorkList({ kind, extra }: { kind: Kind; extra: readonly Extra[] }) {
  const t = useT();
  const [isWhole, setWhole] = useState(false);
  const { data, error, isPending, dataUpdatedAt, refetch } = useQuery(workListQuery(kind, isWhole));
  const [finishing, setFinishing] = useState<Todo | null>(null);
  const title = t(`coachStart.${kind}`);
  const questions = extra.filter(({ count }) => count > 0);
  const count = (data?.count ?? 0) + questions.reduce((sum, question) => sum + question.count, 0);
  return (
    <section aria-labelledby={`list-${kind}`} className={styles.list} data-kind={kind}>
      <div className={styles.head}>
        <h2 id={`list-${kind}`}>{title}</h2>
        {data && count > 0 && <span className={styles.count}>{count}</span>}
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
      ) : data && count > 0 ? (
        <>
          <ul className={styles.rows}>
            {questions.map(({ href, text }) => (
              <li key={href} className={styles.row}>
                <TextLink href={href}>{text}</TextLink>
              </li>
            ))}
            {data.results.map((row) => (
              <Line
                key={row.activity?.id ?? `${row.candidate.id}:${row.sentence}`}
                row={row}
                list={kind}
                onFinish={() => setFinishing(row)}
              />
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
      {finishing?.activity && <FinishDialog activity={finishing.activity} person={finishing.candidate} onClose={() => setFinishing(null)} />}
    </section>
  );
}

/** Where on the card the thing is done. */
const PLACES: Record<Todo["kind"], string> = {
  next_step: "",
  activity: "?flik=vag",
  stalled: "",
  asked: "?flik=matchningar",
  accepted: "?flik=matchningar",
  certificate: "?flik=uppgifter&del=certificates",
  draft: "?flik=uppgifter",
};

function Line({ row, list, onFinish }: { row: Todo; list: Kind; onFinish: () => void }) {
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
      {row.activity && (
        <span className={styles.done}>
          <Button size="sm" variant="quiet" icon={Check} onPress={onFinish}>
            {t("journey.finish")}
            <span className="visually-hidden"> {row.activity.what}</span>
          </Button>
        </span>
      )}
    </li>
  );
}
