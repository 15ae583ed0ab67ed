import { useReference } from "@/api/reference";
import { parseDay, toDay } from "@/lib/dates";
import { T, useT } from "@/lib/intl";
import { Select } from "@/ui/Select";
import { Status } from "@/ui/Status";
import { useRecordField, useSnapshot, useStore } from "../record/useRecord";
import type { Values } from "../record/values";
import { nameOf, options } from "../words";
import { Day } from "./Day";
import styles from "./fields.module.css";
import { Picker } from "./Picker";
import { useProofs } from "./proofs";
import { RowList } from "./RowList";
import { HasNone } from "./Work";

type Row = Values["certificates"][number];

/** What is said of a certificate without being asked. */
const ENDING: ReadonlySet<string> = new Set(["expiring", "expired"]);

/** The last day a certificate issued on this day is valid; null where it never ends. */
export function lastDay(issued: string, months: number | null): string | null {
  if (months === null) return null;
  const date = parseDay(issued);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  // The 31st of a month with 30 days is its last.
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return toDay(date);
}

export function Certificates() {
  const t = useT();
  const reference = useReference();
  const { candidate } = useSnapshot(useStore());
  const { value: rows, choose, type } = useRecordField("certificates");
  const none = useRecordField("has_none");
  const proofs = useProofs();
  const kinds = reference?.certificates;
  const update = (row: Row, change: Partial<Row>) => rows.map((other) => (other === row ? { ...row, ...change } : other));
  const issuedOn = (row: Row, issued: string | null) => {
    const months = kinds?.find(({ code }) => code === row.certificate)?.validity_months ?? null;
    return update(row, { issued, expires: issued && months !== null ? lastDay(issued, months) : row.expires });
  };
  return (
    <div className={styles.group}>
      <RowList
        label={t("record.certificates")}
        rows={rows}
        keyOf={(row) => row.certificate}
        nameOf={(row) => nameOf(kinds, row.certificate)}
        onRemove={(row) => choose(rows.filter((other) => other !== row))}
        details={(row, index) => {
          const stored = candidate?.certificates.find(({ certificate }) => certificate === row.certificate);
          return (
            <>
              <Day
                label={t("record.issued")}
                name={`certificates.${index}.issued`}
                value={row.issued ?? null}
                onChange={(day) => type(issuedOn(row, day))}
              />
              <Day
                label={t("record.expires")}
                name={`certificates.${index}.expires`}
                value={row.expires ?? null}
                onChange={(expires) => type(update(row, { expires }))}
              />
              <Select
                label={t("record.proof")}
                name={`certificates.${index}.proof`}
                options={proofs}
                value={row.proof}
                onChange={(proof) => proof && choose(update(row, { proof: proof as Row["proof"] }))}
              />
              {stored && ENDING.has(stored.validity) && (
                <p className={styles.alert}>
                  <Status tone={stored.expired ? "stop" : "act"}>{stored.validity_label}</Status>
                </p>
              )}
              {stored?.checked_by && (
                <p className={styles.notice}>
                  <T id="record.checkedBy" values={{ who: stored.checked_by.name }} />
                </p>
              )}
            </>
          );
        }}
      />
      <Picker
        label={t("record.addCertificate")}
        name="certificates"
        options={options(kinds)}
        taken={rows.map(({ certificate }) => certificate)}
        onPick={(certificate) =>
          choose([...rows, { certificate, issued: null, expires: null, proof: "own_word" }], {
            has_none: none.value.filter((section) => section !== "certificates"),
          })
        }
      />
      {rows.length === 0 && <HasNone section="certificates" label={t("record.noCertificates")} />}
    </div>
  );
}
