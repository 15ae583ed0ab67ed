import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import styles from "./card.module.css";

const PAGE = 25;
const MOST = 100;

export function History({ id }: { id: string }) {
  const t = useT();
  const format = useFormat();
  const [size, setSize] = useState(PAGE);
  const { data, error, refetch, isFetching } = useQuery({
    ...$api.queryOptions("get", "/api/candidates/{id}/history/", {
      params: { path: { id }, query: { page_size: size } },
    }),
    placeholderData: (before) => before,
  });
  if (error && !data) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows label={t("card.history")} rows={6} columns={2} />;
  if (data.results.length === 0) {
    return (
      <EmptyState>
        <T id="card.noHistory" />
      </EmptyState>
    );
  }
  return (
    <div className="stack">
      <ol className={styles.events}>
        {data.results.map((event) => (
          <li key={`${event.at}:${event.text}`} className={styles.event}>
            <time dateTime={event.at}>{t("card.at", { day: format.iso(event.at), time: format.time(event.at) })}</time>
            <div>
              <p>{event.text}</p>
              {event.reason && (
                <p>
                  <T id="card.because" values={{ reason: event.reason }} />
                </p>
              )}
              <p className="small muted">{event.who}</p>
            </div>
          </li>
        ))}
      </ol>
      {data.count > data.results.length && size < MOST && (
        <div>
          <Button isPending={isFetching} onPress={() => setSize(MOST)}>
            <T id="card.older" />
          </Button>
        </div>
      )}
    </div>
  );
}
