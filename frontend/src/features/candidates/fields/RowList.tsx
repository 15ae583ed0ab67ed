import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "@/lib/intl";
import { IconButton } from "@/ui/Button";
import styles from "./fields.module.css";

interface RowListProps<R> {
  label: string;
  rows: readonly R[];
  keyOf: (row: R) => string;
  nameOf: (row: R) => string;
  onRemove: (row: R) => void;
  details?: (row: R, index: number) => ReactNode;
  isDisabled?: boolean;
}

/** What has been added, each with its details and a way out. */
export function RowList<R>({ label, rows, keyOf, nameOf, onRemove, details, isDisabled }: RowListProps<R>) {
  const t = useT();
  if (rows.length === 0) return null;
  return (
    <ul className={styles.rows} aria-label={label}>
      {rows.map((row, index) => (
        <li key={keyOf(row)} className={styles.row}>
          <span className={styles.name}>{nameOf(row)}</span>
          {!isDisabled && (
            <IconButton icon={X} label={t("record.remove", { what: nameOf(row) })} onPress={() => onRemove(row)} />
          )}
          {details && <div className={styles.details}>{details(row, index)}</div>}
        </li>
      ))}
    </ul>
  );
}
