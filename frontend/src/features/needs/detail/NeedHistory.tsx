import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { ALL_FIELDS, type Field } from "../form/draft";
import styles from "../needs.module.css";

/** Who did what to the need, newest first. A new version is a new history. */
export function NeedHistory({ id, version }: { id: string; version: number }) {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(
    $api.queryOptions("get", "/api/needs/{id}/history/", { params: { path: { id } } }),
  );
  const known = useRef(version);
  useEffect(() => {
    if (known.current === version) return;
    known.current = version;
    void queries.invalidateQueries({ queryKey: ["get", "/api/needs/{id}/history/"] });
  }, [version, queries]);
  return (
    <section className={styles.section} aria-labelledby="handelser">
      <h2 id="handelser" className={styles.sectionTitle}>
        <T id="needs.history" />
      </h2>
      {error && !data ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows label={t("needs.history")} rows={3} columns={1} />
      ) : data.length === 0 ? (
        <p className="muted">
          <T id="history.empty" />
        </p>
      ) : (
        <ol className={styles.history}>
          {data.map((entry) => (
            <li key={`${entry.at}:${entry.action}`}>
              <strong>{entry.sentence}</strong>
              <span className="small muted num">
                <T
                  id="needs.historyWho"
                  values={{ day: format.day(entry.at), time: format.time(entry.at), who: entry.who, role: entry.role }}
                />
              </span>
              {entry.reason && <span>{entry.reason}</span>}
              {entry.changed.length > 0 && (
                <span className="small">
                  <T id="needs.changed" values={{ fields: format.list(entry.changed.map((field) => nameOf(field, t))) }} />
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const NAMED = new Set<string>(ALL_FIELDS);

/** The server also writes "headcount": rows whose days stayed. */
function nameOf(field: string, t: ReturnType<typeof useT>): string {
  return t(`needForm.field.${NAMED.has(field) ? (field as Field) : "steps"}`);
}
