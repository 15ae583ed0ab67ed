import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { useMemo, useRef } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { sessionQuery } from "@/api/session";
import { type MessageId, T, useT } from "@/lib/intl";
import { useListKeys } from "@/lib/keys";
import { StaleBanner } from "@/ui/Banner";
import { LinkButton, TextLink } from "@/ui/Button";
import { useKeyGroup } from "@/ui/keyHints";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import styles from "./CoachStart.module.css";

type Todo = components["schemas"]["CandidateTodo"];
type Kind = "today" | "waiting" | "expiring";
const LISTS: readonly Kind[] = ["today", "waiting", "expiring"];
const NEW = "/deltagare/ny";

/** What to do today, what others have, what runs out: the coach's day in three lists. */
export function CoachStart() {
  const t = useT();
  const router = useRouter();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { data, error, isPending, dataUpdatedAt, refetch } = useQuery(
    $api.queryOptions("get", "/api/start/coach/", {}, { refetchInterval: 60_000 }),
  );
  const page = useRef<HTMLDivElement>(null);
  useListKeys(
    page,
    useMemo(() => ({ n: () => router.history.push(NEW) }), [router]),
  );
  useKeyGroup(
    useMemo(() => ({ title: t("nav.start"), hints: [{ keys: ["N"], does: t("candidates.register") }] }), [t]),
  );

  return (
    <div ref={page}>
      <PageHead
        title={t("coachStart.title", { name: session.user?.name.split(" ")[0] ?? "" })}
        action={
          <LinkButton variant="primary" icon={UserPlus} marked href={NEW} aria-keyshortcuts="N">
            <T id="coachStart.register" />
          </LinkButton>
        }
      >
        {data && (
          <T
            id="coachStart.state"
            values={{
              today: data.today.length,
              drafts: data.drafts,
              ready: data.ready,
              proposed: data.proposed,
              placed: data.placed,
            }}
          />
        )}
      </PageHead>
      {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
      <div className={styles.lists}>
        {LISTS.map((kind) => (
          <section key={kind} aria-labelledby={`list-${kind}`} className={styles.list} data-kind={kind}>
            <div className={styles.head}>
              <h2 id={`list-${kind}`}>{t(`coachStart.${kind}`)}</h2>
              {data && data[kind].length > 0 && <span className={styles.count}>{data[kind].length}</span>}
            </div>
            {error && !data ? (
              <ErrorState
                {...describeProblem(error, t)}
                what={t("coachStart.failed", { list: t(`coachStart.${kind}`) })}
                onRetry={() => void refetch()}
              />
            ) : isPending ? (
              <SkeletonRows label={t(`coachStart.${kind}`)} rows={kind === "today" ? 6 : 3} columns={2} />
            ) : data && data[kind].length > 0 ? (
              <TodoList rows={data[kind]} kind={kind} />
            ) : (
              <EmptyState>
                <T id={EMPTY[kind]} />
              </EmptyState>
            )}
          </section>
        ))}
      </div>
    </div>
  );
}

const EMPTY: Record<Kind, MessageId> = {
  today: "coachStart.todayEmpty",
  waiting: "coachStart.waitingEmpty",
  expiring: "coachStart.expiringEmpty",
};
const DAYS: Record<Kind, MessageId> = {
  today: "coachStart.todayDays",
  waiting: "coachStart.waitingDays",
  expiring: "coachStart.expiringDays",
};

function TodoList({ rows, kind }: { rows: readonly Todo[]; kind: Kind }) {
  const t = useT();
  return (
    <ul className={styles.rows}>
      {rows.map(({ candidate, sentence, days }) => (
        <li key={`${candidate.id}:${sentence}`} className={styles.row}>
          <TextLink href={`/deltagare/${candidate.id}`}>
            <bdi>{candidate.name}</bdi>
          </TextLink>
          <span className={styles.what}>{sentence}</span>
          <span className={styles.days}>{t(DAYS[kind], { days })}</span>
        </li>
      ))}
    </ul>
  );
}
