import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { codeCounts } from "./runWords";
import styles from "./runs.module.css";

interface CausesProps {
  title: string;
  /** What is counted. */
  column: string;
  counts: Record<string, number> | undefined;
}

/** How many by main cause, most first. */
export function Causes({ title, column, counts }: CausesProps) {
  const t = useT();
  const format = useFormat();
  const rows = codeCounts(counts, t);
  if (rows.length === 0) return null;
  return (
    <table className={styles.causes}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">
            <T id="run.mainCause" />
          </th>
          <th scope="col">{column}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ code, words, count }) => (
          <tr key={code}>
            <th scope="row">{words}</th>
            <td>{format.number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
