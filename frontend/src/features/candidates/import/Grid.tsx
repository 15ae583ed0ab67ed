import { useState } from "react";
import { T, useT } from "@/lib/intl";
import { Pagination } from "@/ui/Pagination";
import { SkeletonRows } from "@/ui/Skeleton";
import { type FieldCode, type Import, type ImportRow, pageSize, type Show, type useAct, useRows } from "./api";
import styles from "./import.module.css";

interface GridProps {
  job: Import;
  act: ReturnType<typeof useAct>;
  show: Show;
  questionKey?: string;
}

/** Rows as they were read, each cell open to be written anew: Enter or leaving the cell keeps it. */
export function Grid({ job, act, show, questionKey }: GridProps) {
  const t = useT();
  const [page, setPage] = useState(1);
  const { data } = useRows(job, { show, page, ...(questionKey && { key: questionKey }) });
  if (!data) return <SkeletonRows label={t("import.grid")} rows={3} columns={4} />;
  const labels = new Map(job.fields_known.map(({ code, label }) => [code, label]));
  const fields = data.results[0]?.cells.map((cell) => cell.field) ?? [];
  return (
    <div className={styles.grid} role="region" aria-label={t("import.grid")}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <T id="import.row" />
            </th>
            {fields.map((field) => (
              <th key={field} scope="col">
                {labels.get(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.results.map((row) => (
            <tr key={row.number}>
              <th scope="row" className="num">
                {row.number}
              </th>
              {row.cells.map((cell) => (
                <CellInput
                  key={`${cell.field}:${cell.text}`}
                  cell={cell}
                  name={t("import.cell", { field: labels.get(cell.field) ?? "", row: row.number })}
                  onWrite={(text) => act.decide({ do: "edit", body: { number: row.number, field: cell.field as FieldCode, text } })}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {data.count > pageSize && <Pagination page={page} pageSize={pageSize} total={data.count} onPage={setPage} />}
    </div>
  );
}

function CellInput({ cell, name, onWrite }: { cell: ImportRow["cells"][number]; name: string; onWrite: (text: string) => void }) {
  const [text, setText] = useState(cell.text);
  const keep = () => {
    if (text.trim() !== cell.text) onWrite(text.trim());
  };
  return (
    <td data-problem={cell.problem ? true : undefined}>
      <input
        aria-label={cell.problem ? `${name}. ${cell.problem}` : name}
        value={text}
        maxLength={400}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") keep();
          if (event.key === "Escape") setText(cell.text);
        }}
      />
    </td>
  );
}
