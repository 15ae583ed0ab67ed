import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { $api, api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { Button, TextLink } from "@/ui/Button";
import { ErrorState } from "@/ui/States";
import { toast } from "@/ui/toasts";
import styles from "./CoachStart.module.css";

const query = $api.queryOptions("get", "/api/handovers/", {}, { refetchInterval: 60_000 });

/** Who colleagues have handed over, each until it has been read. Nothing when there is none. */
export function Handovers() {
  const t = useT();
  const queries = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  const { data, error, refetch } = useQuery(query);
  const read = useMutation({
    mutationFn: (id: string) => api.POST("/api/handovers/{id}/read/", { params: { path: { id } } }),
    onSuccess: () => {
      // The button that had the focus goes away.
      heading.current?.focus();
      return queries.invalidateQueries({ queryKey: query.queryKey });
    },
    onError: (problem) => toast(describeProblem(problem, t).what, { tone: "stop" }),
  });
  const title = t("coachStart.handovers");
  if (error && !data) {
    return (
      <ErrorState {...describeProblem(error, t)} what={t("coachStart.failed", { list: title })} onRetry={() => void refetch()} />
    );
  }
  if (!data || data.count === 0) return null;
  return (
    <section aria-labelledby="list-handovers" className={styles.list}>
      <div className={styles.head}>
        <h2 id="list-handovers" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <span className={styles.count}>{data.count}</span>
      </div>
      <ul className={styles.rows}>
        {data.results.map((row) => (
          <li key={row.id} className={styles.handover}>
            <div>
              <TextLink href={`/deltagare/${row.candidate.id}`}>
                <bdi>{row.candidate.name}</bdi>
              </TextLink>
              <p className="small muted">
                <T id="coachStart.handoverFrom" values={{ who: row.from_coach.name }} />
              </p>
              {row.note && <p className={styles.note}>{row.note}</p>}
            </div>
            <Button
              size="sm"
              isPending={read.isPending && read.variables === row.id}
              onPress={() => read.mutate(row.id)}
              aria-label={t("coachStart.handoverReadOf", { name: row.candidate.name })}
            >
              <T id="coachStart.handoverRead" />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
