import { useState } from "react";
import { formErrors } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Select } from "@/ui/Select";
import { Status } from "@/ui/Status";
import { type FieldCode, type Import, useAct } from "./api";
import styles from "./import.module.css";

const NOTHING = "ingen";

/** Step two: what each column holds. What is said here is remembered for the organisation. */
export function Columns({ job, onDone }: { job: Import; onDone: () => void }) {
  const t = useT();
  const [chosen, setChosen] = useState(() => new Map(job.columns.map((column) => [column.index, column.field])));
  const { decide, isPending, error, conflict, accept } = useAct(job, onDone);
  const options = [
    { value: NOTHING, label: t("import.leaveOut") },
    ...job.fields_known.map(({ code, label }) => ({ value: code, label })),
  ];
  const problem = formErrors(error, t);
  const lacks = job.fields_known.filter((field) => field.required && ![...chosen.values()].includes(field.code));
  return (
    <section className={styles.section}>
      <h2>
        <T id="import.mapHow" />
      </h2>
      {conflict && <ConflictBanner onShow={() => void accept()} />}
      {problem && (
        <Banner tone="stop" isUrgent>
          {[...problem.general, ...Object.values(problem.fields).flat()].join(" ")}
        </Banner>
      )}
      <ul className={styles.columns}>
        {job.columns.map((column) => (
          <li key={column.index} className={styles.column}>
            <Select
              label={column.header || t("import.noHeader", { number: column.index + 1 })}
              options={options}
              value={chosen.get(column.index) ?? NOTHING}
              onChange={(value) =>
                setChosen(new Map(chosen).set(column.index, value === NOTHING ? null : (value as FieldCode | null)))
              }
            />
            <p className="small muted">
              <bdi>{column.samples.join(" · ") || t("import.emptyColumn")}</bdi>
            </p>
            {column.field !== null && chosen.get(column.index) === column.field && column.confidence < 1 && (
              <Status tone="act">
                <T id="import.guessed" />
              </Status>
            )}
          </li>
        ))}
      </ul>
      {lacks.length > 0 && (
        <p className="muted">
          <T id="import.lacks" values={{ fields: lacks.map((field) => field.label.toLowerCase()).join(", ") }} />
        </p>
      )}
      <div className={styles.actions}>
        <Button
          variant="primary"
          isPending={isPending}
          isDisabled={lacks.length > 0}
          onPress={() =>
            decide({ do: "map_columns", body: { columns: [...chosen].map(([index, field]) => ({ index, field })) } })
          }
        >
          <T id="import.next" />
        </Button>
      </div>
    </section>
  );
}
