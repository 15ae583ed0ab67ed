import { T } from "@/lib/intl";
import { Skeleton } from "@/ui/Skeleton";
import styles from "./HistoryList.module.css";
import { useMoment } from "./useMoment";

export interface Entry {
  at: string;
  who: string;
  action: string;
  /** The reason, as it was written. */
  said: string;
}

/** What happened, newest first. */
export function HistoryList({ entries, isPending }: { entries: readonly Entry[]; isPending: boolean }) {
  const moment = useMoment();
  if (isPending) return <Skeleton width="lg" />;
  if (entries.length === 0) {
    return (
      <p className="muted">
        <T id="history.empty" />
      </p>
    );
  }
  return (
    <ol className={styles.list}>
      {entries.map(({ at, who, action, said }) => (
        <li key={`${at}${action}`}>
          <span className={styles.when}>{moment(at)}</span>
          <span>
            <T id="history.entry" values={{ action, who }} />
          </span>
          {said && <span className={styles.said}>{said}</span>}
        </li>
      ))}
    </ol>
  );
}
