import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Disclosure } from "@/ui/Disclosure";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { useDiff } from "../why/api";
import { ChangeList } from "../why/ChangeList";
import { weeksOfWork } from "../words";
import styles from "./runs.module.css";

const SHOWN = 5;

/** What this plan changed against the one before. */
export function RunDiff({ run }: { run: string }) {
  const t = useT();
  const format = useFormat();
  const { data, error, refetch } = useDiff(run);
  if (error) return <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows label={t("run.changes")} rows={3} columns={1} />;
  if (data.against_number === null) return <p>{data.sentence}</p>;
  const { new: fresh, moved, gone, unchanged, changed } = data;
  const rest = changed.slice(SHOWN);
  const worth =
    data.objective_before === null || data.objective_after === null ? null : data.objective_after - data.objective_before;
  return (
    <div className="stack">
      <p className={styles.diff}>
        <T id="run.diffWords" values={{ new: fresh, moved, gone, unchanged }} />
      </p>
      <p>
        <T id="run.diffAgainst" values={{ number: String(data.against_number) }} />{" "}
        {worth !== null && Math.abs(worth) >= 0.05 && (
          <T id="run.diffWorth" values={{ value: weeksOfWork(format, Math.abs(worth)), isMore: worth > 0 ? "yes" : "no" }} />
        )}
      </p>
      {changed.length > 0 && <ChangeList label={t("run.changes")} rows={changed.slice(0, SHOWN)} />}
      {rest.length > 0 && (
        <Disclosure title={t("run.moreChanges", { count: rest.length })}>
          <ChangeList label={t("run.moreChanges", { count: rest.length })} rows={rest} />
        </Disclosure>
      )}
      {!data.listed_all && (
        <p className="small muted">
          <T id="run.notAllListed" values={{ count: changed.length }} />
        </p>
      )}
    </div>
  );
}
