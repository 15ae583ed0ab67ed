import { cx } from "@/lib/cx";
import { T } from "@/lib/intl";
import styles from "./Skeleton.module.css";

/** One line of text to come. */
export function Skeleton({ width = "md" }: { width?: "sm" | "md" | "lg" }) {
  return <span className={cx(styles.bone, styles[width])} data-skeleton="" aria-hidden="true" />;
}

interface SkeletonRowsProps {
  /** What is on its way. */
  label: string;
  rows?: number;
  columns?: number;
}

/** Rows of the height the real ones will have, so that nothing jumps. */
export function SkeletonRows({ label, rows = 6, columns = 3 }: SkeletonRowsProps) {
  return (
    <div className={styles.rows}>
      <p role="status" className="visually-hidden">
        <T id="ui.loading" values={{ what: label }} />
      </p>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row} aria-hidden="true">
          {Array.from({ length: Math.min(columns, 6) }, (_, column) => (
            <Skeleton key={column} width={column === 0 ? "lg" : (row + column) % 3 === 0 ? "sm" : "md"} />
          ))}
        </div>
      ))}
    </div>
  );
}
