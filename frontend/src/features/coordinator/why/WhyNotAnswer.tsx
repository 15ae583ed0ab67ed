import { Calculator, Play } from "lucide-react";
import { useState } from "react";
import { describeProblem } from "@/api/describe";
import { asProblem } from "@/api/problem";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { ReasonList } from "@/ui/Lists";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { weeksOfWork } from "../words";
import { type Pair, useWhyNot, type WhyNot } from "./api";
import { ChangeList } from "./ChangeList";
import styles from "./why.module.css";

interface Props {
  run: string;
  pair: Pair;
  onOptimise: () => void;
}

/** First what is known at once; then, if one asks, who would have to move. */
export function WhyNotAnswer({ run, pair, onOptimise }: Props) {
  const t = useT();
  const [isDeep, setDeep] = useState(false);
  const first = useWhyNot(run, pair, false);
  const deep = useWhyNot(run, isDeep ? pair : null, true);
  if (first.error) return <Failed error={first.error} onRetry={() => void first.refetch()} />;
  if (!first.data) {
    return (
      <div className="stack">
        <p className="small muted">
          <T id="whyNot.first" />
        </p>
        <SkeletonRows label={t("whyNot.title")} rows={3} columns={1} />
      </div>
    );
  }
  const answer = deep.data ?? first.data;
  return (
    <div className={styles.answer} role="status">
      <h5>
        <T id="whyNot.asked" values={{ candidate: answer.candidate, need: answer.need }} />
      </h5>
      {!answer.swap && (
        <p className={styles.verdict} data-answer={answer.answer}>
          {/* The rules and the ways that follow say the rest. */}
          {answer.answer === "blocked" ? <T id="whyNot.cannot" values={{ count: answer.blocked.length }} /> : answer.sentence}
        </p>
      )}
      <Hindrances answer={answer} />
      {answer.answer === "not_in_run" && (
        <Button size="sm" icon={Play} onPress={onOptimise}>
          <T id="review.optimiseAgain" />
        </Button>
      )}
      {answer.answer === "possible" && !answer.swap && !deep.error && (
        <Button size="sm" icon={Calculator} isPending={isDeep && deep.isPending} onPress={() => setDeep(true)}>
          <T id="whyNot.deep" />
        </Button>
      )}
      {deep.error && <Failed error={deep.error} onRetry={() => void deep.refetch()} />}
      {answer.swap && <Swap swap={answer.swap} />}
    </div>
  );
}

function Hindrances({ answer }: { answer: WhyNot }) {
  const t = useT();
  if (answer.blocked.length === 0) return null;
  return (
    <>
      <ul className={styles.blocked} aria-label={t("whyNot.blocked")}>
        {answer.blocked.map(({ code, title, sentence }) => (
          <li key={code}>
            <strong>{title}.</strong> {sentence}
          </li>
        ))}
      </ul>
      <h6>
        <T id="whyNot.ways" />
      </h6>
      {answer.ways.length > 0 ? (
        <ReasonList reasons={answer.ways.map((text) => ({ kind: "plus", text }))} />
      ) : (
        <p>
          <T id="whyNot.noWay" />
        </p>
      )}
    </>
  );
}

function Swap({ swap }: { swap: NonNullable<WhyNot["swap"]> }) {
  const t = useT();
  const format = useFormat();
  if (swap.loss_at_most === null) return <p>{swap.sentence}</p>;
  const loss = weeksOfWork(format, Math.max(0, swap.loss_at_most));
  return (
    <div className={styles.swap}>
      <h6>
        <T id="whyNot.swap" values={{ loss, isEqual: loss === "0" ? "yes" : "no" }} />
      </h6>
      <p>
        <T id="whyNot.affected" values={{ count: swap.affected.length }} />
      </p>
      <ChangeList label={t("whyNot.affectedLabel")} rows={swap.affected} />
    </div>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  const problem = asProblem(error);
  if (problem.codes.includes("busy") || problem.kind === "throttled") {
    return (
      <Banner
        tone="notice"
        action={
          <Button size="sm" onPress={onRetry}>
            <T id="ui.retry" />
          </Button>
        }
      >
        <T id="whyNot.busy" values={{ seconds: problem.retryAfter ?? 5 }} />
      </Banner>
    );
  }
  return <ErrorState {...describeProblem(error, t)} onRetry={onRetry} />;
}
