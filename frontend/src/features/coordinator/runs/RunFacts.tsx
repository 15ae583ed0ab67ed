import { useFormat } from "@/lib/format";
import { type MessageId, T } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { useMoment } from "../useMoment";
import { gapCeiling, type Run } from "../words";
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

/** One line about the run the list rests on, and the way to its own page. */
export function RunFacts({ run }: { run: Run }) {
  const moment = useMoment();
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
      <p>
        <TextLink href={`/korningar/${run.id}`}>
          <T id="run.about" />
        </TextLink>
      </p>
    </div>
  );
}
