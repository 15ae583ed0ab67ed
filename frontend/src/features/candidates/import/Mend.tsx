import { describeProblem } from "@/api/describe";
import { cx } from "@/lib/cx";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { type Import, type Question, useAct, useQuestions } from "./api";
import { Grid } from "./Grid";
import styles from "./import.module.css";

/** Step three: one question for all rows alike, and the grid for what no question settles. */
export function Mend({ job, onDone }: { job: Import; onDone: () => void }) {
  const t = useT();
  const url = useUrlState();
  const key = url.text("fraga");
  const { data: questions, error, isPending, refetch } = useQuestions(job);
  const act = useAct(job);
  const left = (questions ?? []).filter((question) => question.askable && question.answer === null).length;
  return (
    <section className={styles.section}>
      <h2>
        <T id="import.mendHow" values={{ count: left }} />
      </h2>
      {act.conflict && <ConflictBanner onShow={() => void act.accept()} />}
      {act.error && (
        <Banner tone="stop" isUrgent>
          {describeProblem(act.error, t).what}
        </Banner>
      )}
      {error && <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />}
      {isPending && <SkeletonRows label={t("import.step.mend")} rows={4} columns={2} />}
      {questions?.length === 0 && (
        <EmptyState>
          <T id="import.nothingToMend" />
        </EmptyState>
      )}
      {questions && questions.length > 0 && (
        <ul className={styles.questions}>
          {questions.map((question) => (
            <li key={`${question.key}:${question.askable}`} className={cx(styles.question, question.answer !== null && styles.answered)}>
              <p>
                <bdi>{question.text}</bdi>
              </p>
              <div className={styles.answers}>
                {question.askable && <YesNo question={question} act={act} />}
                <LinkButton size="sm" variant="quiet" href={url.href({ fraga: key === question.key ? null : question.key })}>
                  <T id={key === question.key ? "import.hideRows" : "import.showRows"} />
                  <span className="visually-hidden">: {question.text}</span>
                </LinkButton>
              </div>
              {key === question.key && <Grid job={job} act={act} show="all" questionKey={key} />}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        {left > 0 && (
          <p className="muted">
            <T id="import.unanswered" values={{ count: job.outlook.ask }} />
          </p>
        )}
        <Button variant="primary" onPress={onDone}>
          <T id="import.next" />
        </Button>
      </div>
    </section>
  );
}

function YesNo({ question, act }: { question: Question; act: ReturnType<typeof useAct> }) {
  const t = useT();
  const say = (yes: boolean) =>
    act.decide({ do: "answer_question", body: { key: question.key, yes: question.answer === yes ? null : yes } });
  return (
    <>
      {([true, false] as const).map((yes) => (
        <Button
          key={String(yes)}
          size="sm"
          variant={question.answer === yes ? "primary" : "secondary"}
          isDisabled={act.isPending}
          aria-pressed={question.answer === yes}
          aria-label={t(yes ? "import.yesTo" : "import.noTo", { question: question.text })}
          onPress={() => say(yes)}
        >
          <T id={yes ? "import.yes" : "import.no"} />
        </Button>
      ))}
    </>
  );
}
