import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import styles from "./clauses.module.css";
import type { ClauseReport } from "./draft";

const CELLS = ["required", "fulfilled", "planned", "missing"] as const;

/** Asked for, done, planned and missing, month by month with the sum last. */
export function MonthTable({ report, label }: { report: ClauseReport; label: string }) {
  const t = useT();
  const format = useFormat();
  const decimals = report.measure === "places" ? 2 : 0;
  const shown = (amount: number | null) =>
    amount === null
      ? t("clauses.unknown")
      : format.number(amount, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return (
    <table className={styles.table}>
      <caption className="small muted">{label}</caption>
      <thead>
        <tr>
          <th scope="col">
            <T id="clauses.month" />
          </th>
          {CELLS.map((cell) => (
            <th key={cell} scope="col">
              <T id={`clauses.cell.${cell}`} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.months.map((row) => (
          <tr key={row.month}>
            <th scope="row">{format.month(row.month)}</th>
            {CELLS.map((cell) => (
              <td key={cell} className={cell === "missing" && (row.missing ?? 0) > 0 ? styles.lacks : undefined}>
                {shown(row[cell])}
                {cell === "required" && row.assumed && <T id="clauses.assumedMark" />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {report.totals && (
        <tfoot>
          <tr>
            <th scope="row">
              <T id="clauses.sum" />
            </th>
            {CELLS.map((cell) => (
              <td key={cell}>{shown(report.totals?.[cell] ?? null)}</td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}
