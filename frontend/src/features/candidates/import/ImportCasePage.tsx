import { useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { describeProblem } from "@/api/describe";
import { cx } from "@/lib/cx";
import { type MessageId, T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { LinkButton, TextLink } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { type Import, useImport } from "./api";
import { Columns } from "./Columns";
import { Duplicates } from "./Duplicates";
import styles from "./import.module.css";
import { Mend } from "./Mend";
import { Receipt } from "./Receipt";
import { Review } from "./Review";
import { STEPS, type Step } from "./words";

const TITLES: Record<Step, MessageId> = {
  koppla: "import.step.map",
  ratta: "import.step.mend",
  dubbletter: "import.step.duplicates",
  granska: "import.step.review",
};

/** One import, step by step; when it has begun, its progress and its receipt. */
export function ImportCasePage() {
  const t = useT();
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: job, error, refetch } = useImport(id);
  const back = (
    <LinkButton href="/import" variant="quiet" size="sm">
      <ArrowLeft size={16} aria-hidden="true" data-flip />
      <T id="import.back" />
    </LinkButton>
  );
  const title = job?.name || t("import.pasted");
  return (
    <>
      <PageHead title={job ? title : t("import.title")} back={back}>
        {job && <T id="import.read" values={{ count: job.total, empty: job.empty, trimmed: job.trimmed }} />}
      </PageHead>
      <div className={styles.page}>
        {error && !job && <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />}
        {!job && !error && <SkeletonRows label={t("import.title")} rows={6} columns={3} />}
        {job && <Case job={job} />}
      </div>
    </>
  );
}

function Case({ job }: { job: Import }) {
  const url = useUrlState();
  const wanted = url.text("steg") as Step;
  const isOpen = job.status === "open";
  const step = STEPS.includes(wanted) ? wanted : "koppla";
  const go = (next: Step) => url.set({ steg: next, fraga: null });
  return (
    <>
      <StepLine current={isOpen ? step : null} />
      {!isOpen && <Receipt job={job} />}
      {isOpen && step === "koppla" && <Columns key={job.id} job={job} onDone={() => go("ratta")} />}
      {isOpen && step === "ratta" && <Mend job={job} onDone={() => go("dubbletter")} />}
      {isOpen && step === "dubbletter" && <Duplicates job={job} onDone={() => go("granska")} />}
      {isOpen && step === "granska" && <Review job={job} />}
    </>
  );
}

/** All six, so that one sees how far it is; those behind can be gone back to. Null: the last one. */
function StepLine({ current }: { current: Step | null }) {
  const t = useT();
  const url = useUrlState();
  const at = current === null ? STEPS.length : STEPS.indexOf(current);
  return (
    <nav aria-label={t("import.steps")}>
      <ol className={styles.steps}>
        <li className={styles.step}>
          <T id="import.step.upload" />
        </li>
        {STEPS.map((step, place) => (
          <li key={step} className={cx(styles.step, place === at && styles.here)} aria-current={place === at ? "step" : undefined}>
            {place < at && current !== null ? (
              <TextLink href={url.href({ steg: step, fraga: null })}>{t(TITLES[step])}</TextLink>
            ) : (
              t(TITLES[step])
            )}
          </li>
        ))}
        <li className={cx(styles.step, current === null && styles.here)} aria-current={current === null ? "step" : undefined}>
          <T id="import.step.done" />
        </li>
      </ol>
    </nav>
  );
}
