import { useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useRef, useState } from "react";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { ProgressBar } from "@/ui/ProgressBar";
import { Status } from "@/ui/Status";
import { toast } from "@/ui/toasts";
import type { Proposal } from "../words";
import { send } from "./decide";
import { MAX_BATCH } from "./filters";
import styles from "./review.module.css";
import { TOUCHED } from "./useReview";

/** Only what is safe may be approved without being opened. */
export function batchable(rows: readonly Proposal[]): Proposal[] {
  return rows.filter((row) => !row.needs_judgement && row.allowed_actions.includes("approve")).slice(0, MAX_BATCH);
}

type Outcome = { ok: true; now: Proposal } | { ok: false; sentence: string };

/** A short list to read through, then one decision after another, each with its own answer. */
export function BatchDialog({ rows, onClose }: { rows: readonly Proposal[]; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  // The rows as they were read; the list behind may change meanwhile.
  const [listed] = useState(() => batchable(rows));
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => new Set(listed.map(({ id }) => id)));
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [phase, setPhase] = useState<"choosing" | "working" | "done">("choosing");
  const isStopped = useRef(false);
  const refresh = () => Promise.all(TOUCHED.map((queryKey) => queries.invalidateQueries({ queryKey })));

  const run = async () => {
    setPhase("working");
    const found = new Map<string, Outcome>();
    for (const row of listed) {
      if (!picked.has(row.id) || isStopped.current) continue;
      // One at a time: each decision is its own, and a conflict must not hide the next.
      // oxlint-disable-next-line no-await-in-loop
      const outcome = await send(row, { action: "approve", reason: "" }).then(
        (now): Outcome => ({ ok: true, now }),
        (error: unknown): Outcome => ({ ok: false, sentence: describeProblem(error, t).what }),
      );
      found.set(row.id, outcome);
      setOutcomes(new Map(found));
    }
    setPhase("done");
    await refresh();
  };

  const approved = [...outcomes.values()].flatMap((outcome) => (outcome.ok ? [outcome.now] : []));
  const undo = async () => {
    const back = await Promise.allSettled(
      approved.map((now) => send(now, { action: "withdraw", reason: t("review.undoReason") })),
    );
    const lost = back.filter(({ status }) => status === "rejected").length;
    toast(t("batch.undone", { count: back.length - lost, lost }), { tone: lost ? "stop" : "plain" });
    await refresh();
  };
  const close = () => {
    isStopped.current = true;
    if (approved.length > 0) {
      toast(t("batch.toast", { ok: approved.length, failed: outcomes.size - approved.length }), { undo: () => void undo() });
    }
    onClose();
  };

  return (
    <Dialog title={t("batch.title")} isOpen wide onClose={close} isStubborn={phase === "working"}>
      <div className="stack">
        {phase === "choosing" && (
          <p>
            <T id="batch.explain" values={{ count: listed.length }} />
          </p>
        )}
        {phase !== "choosing" && (
          <ProgressBar
            label={t(phase === "done" ? "batch.done" : "batch.working")}
            value={picked.size ? (100 * outcomes.size) / picked.size : 100}
            valueText={t("batch.count", { done: outcomes.size, total: picked.size })}
          />
        )}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard when no box can be ticked */}
        <ul className={styles.batch} aria-label={t("batch.title")} tabIndex={0}>
          {(phase === "choosing" ? listed : listed.filter(({ id }) => picked.has(id))).map((row) => {
            const outcome = outcomes.get(row.id);
            return (
              <li key={row.id} className={styles.batchRow}>
                <Checkbox
                  isSelected={picked.has(row.id)}
                  isDisabled={phase !== "choosing"}
                  onChange={(on) => setPicked(new Set(on ? [...picked, row.id] : [...picked].filter((id) => id !== row.id)))}
                >
                  <span className={styles.pair}>
                    <bdi className={styles.person}>{row.candidate.name}</bdi>
                    <span className={styles.need}>
                      <T id="cstart.pair" values={{ occupation: row.need.occupation, project: row.need.project_name }} />
                    </span>
                  </span>
                </Checkbox>
                <span className="small">
                  {outcome?.ok && (
                    <Status tone="done">
                      <T id="batch.ok" />
                    </Status>
                  )}
                  {outcome && !outcome.ok && <Status tone="stop">{outcome.sentence}</Status>}
                  {!outcome && (
                    <span className="muted">
                      <T id="batch.facts" values={{ week: format.week(row.start_date), margin: row.margin_label }} />
                    </span>
                  )}
                </span>
              </li>
            );
          })}
        </ul>
        <DialogActions>
          {phase === "choosing" && (
            <Button variant="primary" icon={Check} isDisabled={picked.size === 0} onPress={() => void run()}>
              <T id="batch.approve" values={{ count: picked.size }} />
            </Button>
          )}
          {phase === "working" ? (
            <Button
              onPress={() => {
                isStopped.current = true;
              }}
            >
              <T id="batch.stop" />
            </Button>
          ) : (
            <Button variant={phase === "done" ? "primary" : "secondary"} onPress={close}>
              <T id={phase === "done" ? "ui.close" : "ui.cancel"} />
            </Button>
          )}
        </DialogActions>
      </div>
    </Dialog>
  );
}
