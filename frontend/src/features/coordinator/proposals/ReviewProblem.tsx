import { describeProblem } from "@/api/describe";
import type { Problem } from "@/api/problem";
import { T, useT } from "@/lib/intl";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import styles from "./review.module.css";
import type { Conflict } from "./useReview";

interface Props {
  problem: Problem | null;
  onReload: () => void;
  /** Absent where there is no next to go to: in a dialog. */
  onNext?: () => void;
}

/** A decision that was not made: the server's sentence, that nothing is lost, and the way on. */
export function ReviewProblem({ problem, onReload, onNext }: Props) {
  const t = useT();
  if (!problem) return null;
  const { what, now } = describeProblem(problem, t);
  return (
    <Banner
      tone={problem.kind === "offline" ? "offline" : "stop"}
      isUrgent
      action={
        <>
          <Button size="sm" onPress={onReload}>
            <T id={problem.kind === "conflict" ? "review.showNow" : "ui.refresh"} />
          </Button>
          {problem.kind === "conflict" && onNext && (
            <Button size="sm" variant="quiet" onPress={onNext}>
              <T id="review.next" />
            </Button>
          )}
        </>
      }
    >
      <p>{what}</p>
      {problem.kind !== "conflict" && <p>{now}</p>}
    </Banner>
  );
}

/** A colleague wrote first: who, when, and what is otherwise now. */
export function ReviewConflict({ conflict, onShow }: { conflict: Conflict; onShow: () => void }) {
  const { current, changes } = conflict;
  return (
    <div className="stack">
      <ConflictBanner
        {...(current?.approved_by && current.approved_at && { who: current.approved_by, when: current.approved_at })}
        onShow={onShow}
      />
      {changes.length > 0 && (
        <ul className={styles.changes}>
          {changes.map(({ seen, now }) => (
            <li key={seen + now}>
              <T id="review.changed" values={{ seen, now }} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
