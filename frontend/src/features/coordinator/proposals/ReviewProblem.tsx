import { describeProblem } from "@/api/describe";
import type { Problem } from "@/api/problem";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";

interface Props {
  problem: Problem | null;
  onReload: () => void;
  onNext: () => void;
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
          {problem.kind === "conflict" && (
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
