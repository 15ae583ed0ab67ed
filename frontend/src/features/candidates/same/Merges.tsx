import { Undo2 } from "lucide-react";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button, TextLink } from "@/ui/Button";
import { Status } from "@/ui/Status";
import type { Candidate } from "../record/values";
import styles from "./same.module.css";
import { useUndoMerge } from "./useUndoMerge";

type MergeRow = components["schemas"]["Merge"];

/** The receipt: what was joined with this record, by whom, and until when it can be undone. */
export function Merges({ candidate, merges }: { candidate: Candidate; merges: readonly MergeRow[] }) {
  const t = useT();
  const format = useFormat();
  const undo = useUndoMerge();
  if (merges.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="kvitto">
      <h2 id="kvitto">
        <T id="same.receipt" />
      </h2>
      <ul className={styles.people}>
        {merges.map((row) => (
          <li key={row.id} className={styles.person}>
            <div className={styles.who}>
              <p>
                <T
                  id="same.receiptLine"
                  values={{
                    other: row.other.name,
                    kept: candidate.name,
                    who: row.merged_by.name,
                    day: format.day(row.merged_at),
                    time: format.time(row.merged_at),
                  }}
                />
              </p>
              <p className="small muted">{state(row)}</p>
              {row.undone_at === null && (
                <p className="small">
                  <TextLink href={`/deltagare/${row.other.id}`}>
                    <T id="same.seeOther" />
                  </TextLink>
                </p>
              )}
            </div>
            {row.can_be_undone ? (
              <Button size="sm" icon={Undo2} isPending={undo.isPending} onPress={() => undo.mutate(candidate)}>
                <T id="same.undo" />
              </Button>
            ) : (
              <Status tone={row.undone_at ? "off" : "done"}>{t(row.undone_at ? "same.isUndone" : "same.stands")}</Status>
            )}
          </li>
        ))}
      </ul>
    </section>
  );

  function state(row: MergeRow): string {
    const until = { day: format.day(row.undo_until), time: format.time(row.undo_until) };
    if (row.undone_at) return t("same.undoneAt", { day: format.day(row.undone_at), time: format.time(row.undone_at) });
    if (row.can_be_undone) return t("same.undoUntil", until);
    return new Date(row.undo_until) > new Date() ? t("same.changedSince") : t("same.tooLate");
  }
}
