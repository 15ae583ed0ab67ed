import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { addDays } from "@/lib/dates";
import { T, useT } from "@/lib/intl";
import { Button, IconButton } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { NumberField, TextField } from "@/ui/TextField";
import styles from "./clauses.module.css";
import type { Evidence as EvidenceRow, Exemption, Hours } from "./draft";

interface ListProps<R> {
  rows: R[];
  onChange: (rows: R[]) => void;
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value);

const keys = new WeakMap<object, number>();
let given = 0;

/** A row's own key, which a changed row takes over: it may have no words yet to be told by. */
function keyOf(row: object): number {
  const known = keys.get(row) ?? (given += 1);
  keys.set(row, known);
  return known;
}

interface RowsProps<R> extends ListProps<R> {
  help: string;
  blank: R;
  children: (row: R, index: number, change: (patch: Partial<R>) => void) => ReactNode;
}

/** Rows that are added, filled in and taken away. */
function Rows<R extends object>({ rows, onChange, help, blank, children }: RowsProps<R>) {
  const t = useT();
  const change = (row: R, patch: Partial<R>) => {
    const next = { ...row, ...patch };
    keys.set(next, keyOf(row));
    onChange(rows.map((other) => (other === row ? next : other)));
  };
  return (
    <div className="stack">
      <p className="small muted">{help}</p>
      {rows.map((row, index) => (
        <div key={keyOf(row)} className={styles.row}>
          {children(row, index, (patch) => change(row, patch))}
          <IconButton
            icon={X}
            label={t("contractForm.row.remove", { number: index + 1 })}
            onPress={() => onChange(rows.filter((other) => other !== row))}
          />
        </div>
      ))}
      <div>
        <Button size="sm" icon={Plus} onPress={() => onChange([...rows, { ...blank }])}>
          <T id="contractForm.row.add" />
        </Button>
      </div>
    </div>
  );
}

/** What the buyer lets off, why, and who said so. */
export function Exemptions(props: ListProps<Exemption>) {
  const t = useT();
  return (
    <Rows
      {...props}
      help={t("contractForm.exemptionsHelp")}
      blank={{ start_date: "", end_date: "", reason: "", granted_by: "" }}
    >
      {(row, index, change) => {
        const number = index + 1;
        return (
          <>
            <DateField
              label={t("contractForm.row.from", { number })}
              name={`exemptions.${index}.start_date`}
              isRequired
              value={row.start_date || null}
              onChange={(day) => change({ start_date: day ?? "" })}
            />
            <DateField
              label={t("contractForm.row.to", { number })}
              name={`exemptions.${index}.end_date`}
              isRequired
              value={row.end_date ? addDays(row.end_date, -1) : null}
              onChange={(day) => change({ end_date: day ? addDays(day, 1) : "" })}
            />
            <TextField
              label={t("contractForm.row.reason", { number })}
              name={`exemptions.${index}.reason`}
              isRequired
              maxLength={300}
              value={row.reason}
              onChange={(reason) => change({ reason })}
            />
            <TextField
              label={t("contractForm.row.grantedBy", { number })}
              name={`exemptions.${index}.granted_by`}
              isRequired
              maxLength={120}
              value={row.granted_by}
              onChange={(by) => change({ granted_by: by })}
            />
          </>
        );
      }}
    </Rows>
  );
}

/** What shows that the clause is kept, and where it lies. */
export function Evidence(props: ListProps<EvidenceRow>) {
  const t = useT();
  return (
    <Rows {...props} help={t("contractForm.evidenceHelp")} blank={{ day: "", what: "", reference: "" }}>
      {(row, index, change) => {
        const number = index + 1;
        return (
          <>
            <DateField
              label={t("contractForm.row.day", { number })}
              name={`evidence.${index}.day`}
              isRequired
              value={row.day || null}
              onChange={(day) => change({ day: day ?? "" })}
            />
            <TextField
              label={t("contractForm.row.what", { number })}
              name={`evidence.${index}.what`}
              isRequired
              maxLength={300}
              value={row.what}
              onChange={(what) => change({ what })}
            />
            <TextField
              label={t("contractForm.row.reference", { number })}
              name={`evidence.${index}.reference`}
              isRequired={false}
              maxLength={200}
              value={row.reference}
              onChange={(reference) => change({ reference })}
            />
          </>
        );
      }}
    </Rows>
  );
}

/** Hours worked on the contract, month by month. */
export function HoursRows(props: ListProps<Hours>) {
  const t = useT();
  return (
    <Rows {...props} help={t("contractForm.hoursListHelp")} blank={{ month: "", total: null, skilled: null }}>
      {(row, index, change) => {
        const number = index + 1;
        return (
          <>
            <DateField
              label={t("contractForm.row.month", { number })}
              name={`hours.${index}.month`}
              isRequired
              value={row.month || null}
              onChange={(day) => change({ month: day ?? "" })}
            />
            <NumberField
              label={t("contractForm.row.total", { number })}
              name={`hours.${index}.total`}
              isRequired
              minValue={0}
              maxValue={1_000_000}
              value={row.total ?? Number.NaN}
              onChange={(value) => change({ total: orNull(value) })}
            />
            <NumberField
              label={t("contractForm.row.skilled", { number })}
              name={`hours.${index}.skilled`}
              isRequired={false}
              minValue={0}
              maxValue={1_000_000}
              value={row.skilled ?? Number.NaN}
              onChange={(value) => change({ skilled: orNull(value) })}
            />
          </>
        );
      }}
    </Rows>
  );
}
