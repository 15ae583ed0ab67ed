import { useState } from "react";
import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { DefinitionList } from "@/ui/Lists";
import { useMoment } from "../useMoment";
import { gapCeiling, type Run } from "../words";
import { codeCounts } from "./runWords";
import styles from "./runs.module.css";

const STATUS: Record<string, MessageId> = {
  optimal: "run.fact.optimal",
  feasible: "run.fact.feasible",
  stopped: "run.fact.stopped",
};

const OUTCOMES: Record<string, MessageId> = {
  optimal: "run.outcome.optimal",
  feasible: "run.outcome.feasible",
  stopped: "run.outcome.stopped",
  no_plan: "run.outcome.no_plan",
  infeasible: "run.outcome.infeasible",
  failed: "run.outcome.failed",
};

/** How the run ended, and how far it can be from the best: never more than is proved. */
export function OutcomeWords({ run }: { run: Run }) {
  const format = useFormat();
  if (!run.outcome) return <>{run.status_label}</>;
  const percent =
    run.gap === null ? null : format.number(gapCeiling(run.gap), { style: "percent", maximumFractionDigits: 1 });
  const isPlan = run.outcome === "feasible" || run.outcome === "stopped";
  if (isPlan && percent === null) return <T id="run.outcome.unbounded" />;
  return <T id={OUTCOMES[run.outcome] ?? "run.outcome.failed"} values={{ gap: percent ?? "" }} />;
}

/** The same in one word or two, to stand alone. */
function StatusWords({ run }: { run: Run }) {
  const format = useFormat();
  const words = STATUS[run.outcome];
  if (!words || run.gap === null) return <>{run.outcome_label || run.status_label}</>;
  return <T id={words} values={{ gap: format.number(gapCeiling(run.gap), { style: "percent", maximumFractionDigits: 1 }) }} />;
}

/** One line about the run the list rests on, and everything about it behind a button. */
export function RunFacts({ run }: { run: Run }) {
  const t = useT();
  const moment = useMoment();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.facts}>
      <p>
        <T id="run.dataAsOf" values={{ time: moment(run.created_at) }} />
      </p>
      <p>
        <StatusWords run={run} />
      </p>
      <p className={styles.seed}>
        <T id="run.seedFact" values={{ seed: String(run.seed) }} />
      </p>
      <Button variant="quiet" size="sm" onPress={() => setOpen(true)}>
        <T id="run.about" />
      </Button>
      {isOpen && (
        <Dialog title={t("run.numbered", { number: run.number })} isOpen wide onClose={() => setOpen(false)}>
          <AboutRun run={run} />
        </Dialog>
      )}
    </div>
  );
}

function AboutRun({ run }: { run: Run }) {
  const t = useT();
  const moment = useMoment();
  const { summary } = run;
  return (
    <div className="stack-lg">
      <p>{run.sentence}</p>
      <DefinitionList
        items={[
          { term: t("run.askedBy"), value: t("run.askedByValue", { who: run.requested_by, when: moment(run.created_at) }) },
          { term: t("run.finishedAt"), value: run.finished_at ? moment(run.finished_at) : undefined },
          {
            term: t("run.took"),
            value:
              run.solve_seconds === null
                ? undefined
                : t("run.tookValue", { seconds: Math.round(run.solve_seconds), limit: Math.round(run.time_limit_seconds) }),
          },
          { term: t("run.seed"), value: String(run.seed) },
          { term: t("run.solver"), value: summary.solver },
          { term: t("run.model"), value: summary.model_version },
          { term: t("run.input"), value: <code className={styles.hash}>{run.input_sha256}</code> },
          { term: t("run.plan"), value: run.result_sha256 ? <code className={styles.hash}>{run.result_sha256}</code> : undefined },
        ]}
      />
      <Causes title={t("run.unplaced", { count: summary.unplaced ?? 0 })} column={t("run.people")} counts={summary.unplaced_by_code} />
      <Causes title={t("run.unfilled", { count: summary.unfilled ?? 0 })} column={t("run.needs")} counts={summary.unfilled_by_code} />
    </div>
  );
}

function Causes({ title, column, counts }: { title: string; column: string; counts: Record<string, number> | undefined }) {
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
