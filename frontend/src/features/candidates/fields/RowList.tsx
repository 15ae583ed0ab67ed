import { ArrowDown, ArrowUp, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
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
  /** Where the order means something: the rows numbered, each with a way up and down. */
  onOrder?: (rows: R[]) => void;
}

/** What has been added, each with its details and a way out. */
export function RowList<R>({ label, rows, keyOf, nameOf, onRemove, details, isDisabled, onOrder }: RowListProps<R>) {
  const t = useT();
  const { list, moved, move } = useOrder(rows, keyOf, onOrder);
  if (rows.length === 0) return null;
  const List = onOrder ? "ol" : "ul";
  const isOrdered = onOrder && rows.length > 1;
  return (
    <>
      <List className={styles.rows} aria-label={label} ref={list}>
        {rows.map((row, index) => (
          <li key={keyOf(row)} className={styles.row} data-row={keyOf(row)}>
            <span className={styles.name}>
              {isOrdered && <span className={styles.rank}>{index + 1}</span>}
              {nameOf(row)}
            </span>
            {!isDisabled && (
              <span className={styles.tools}>
                {isOrdered && (
                  <>
                    <IconButton
                      icon={ArrowUp}
                      label={t("record.moveUp", { what: nameOf(row) })}
                      data-move="-1"
                      isDisabled={index === 0}
                      onPress={() => move(index, -1)}
                    />
                    <IconButton
                      icon={ArrowDown}
                      label={t("record.moveDown", { what: nameOf(row) })}
                      data-move="1"
                      isDisabled={index === rows.length - 1}
                      onPress={() => move(index, 1)}
                    />
                  </>
                )}
                <IconButton icon={X} label={t("record.remove", { what: nameOf(row) })} onPress={() => onRemove(row)} />
              </span>
            )}
            {details && <div className={styles.details}>{details(row, index)}</div>}
          </li>
        ))}
      </List>
      {isOrdered && (
        <p className="visually-hidden" role="status">
          {moved !== null && rows[moved] !== undefined &&
            t("record.moved", { what: nameOf(rows[moved] as R), place: moved + 1, count: rows.length })}
        </p>
      )}
    </>
  );
}

/** Moves a row one step; the focus goes with it, to the other way where there is no further this way. */
function useOrder<R>(rows: readonly R[], keyOf: (row: R) => string, onOrder?: (rows: R[]) => void) {
  const list = useRef<HTMLUListElement & HTMLOListElement>(null);
  const follow = useRef<{ key: string; step: number } | null>(null);
  const [moved, setMoved] = useState<number | null>(null);
  useEffect(() => {
    if (!follow.current) return;
    const { key, step } = follow.current;
    follow.current = null;
    const row = list.current?.querySelector(`[data-row="${CSS.escape(key)}"]`);
    const ways = [...(row?.querySelectorAll<HTMLButtonElement>("[data-move]:not(:disabled)") ?? [])];
    (ways.find((way) => way.dataset.move === String(step)) ?? ways[0])?.focus();
  });
  return {
    list,
    moved,
    move: (index: number, step: 1 | -1) => {
      const next = [...rows];
      const [row] = next.splice(index, 1);
      if (row === undefined) return;
      next.splice(index + step, 0, row);
      follow.current = { key: keyOf(row), step };
      setMoved(index + step);
      onOrder?.(next);
    },
  };
}
