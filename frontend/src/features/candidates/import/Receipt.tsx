import { Download } from "lucide-react";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { DefinitionList } from "@/ui/Lists";
import { ProgressBar } from "@/ui/ProgressBar";
import { type Import, isAtWork, useAct, useRows } from "./api";
import styles from "./import.module.css";

/** Step six: progress while the job works, the receipt when it has ended, and the way back. */
export function Receipt({ job }: { job: Import }) {
  const t = useT();
  const act = useAct(job);
  return (
    <section className={styles.section}>
      <h2>
        <T id={job.undone_at ? "import.wasUndone" : job.status === "finished" ? "import.ready" : "import.working"} />
      </h2>
      {act.conflict && <ConflictBanner onShow={() => void act.accept()} />}
      {act.error && (
        <Banner tone="stop" isUrgent>
          {act.error.general[0] ?? describeProblem(act.error, t).what}
        </Banner>
      )}
      {isAtWork(job) && <Progress job={job} />}
      {job.status === "parked" && (
        <Banner
          tone="stop"
          isUrgent
          action={
            <Button isPending={act.isPending} onPress={() => act.decide({ do: "resume" })}>
              <T id="import.resume" />
            </Button>
          }
        >
          <T id="import.brokenOff" values={{ count: job.task === "undo" ? job.undone + job.kept : job.done }} />
        </Banner>
      )}
      {job.status === "discarded" && (
        <p>
          <T id="import.thrownAway" />
        </p>
      )}
      {job.status === "finished" && <Figures job={job} act={act} />}
    </section>
  );
}

function Progress({ job }: { job: Import }) {
  const t = useT();
  const isUndo = job.task === "undo";
  const done = isUndo ? job.undone + job.kept : job.done;
  const total = isUndo ? job.created + job.updated : job.total;
  return (
    <>
      <ProgressBar
        label={t(isUndo ? "import.undoing" : "import.creating")}
        value={total ? (100 * done) / total : 0}
        valueText={t("import.progress", { done, total })}
      />
      {job.message && done > 0 && (
        <Banner tone="notice">
          <T id="import.goesOn" values={{ count: done }} />
        </Banner>
      )}
      <p className="muted">
        <T id="import.mayLeave" />
      </p>
    </>
  );
}

function Figures({ job, act }: { job: Import; act: ReturnType<typeof useAct> }) {
  const t = useT();
  const format = useFormat();
  const figures = [
    { term: t("import.created"), value: format.number(job.created) },
    { term: t("import.updated"), value: format.number(job.updated) },
    { term: t("import.skipped"), value: format.number(job.skipped) },
    { term: t("import.rejected"), value: format.number(job.rejected) },
  ];
  const undone = [
    { term: t("import.undone"), value: format.number(job.undone) },
    { term: t("import.kept"), value: format.number(job.kept) },
  ];
  return (
    <>
      <DefinitionList items={job.undone_at ? [...figures, ...undone] : figures} />
      {job.undone_at && job.kept > 0 && <Kept job={job} />}
      <div className={styles.actions}>
        {job.can_undo && (
          <Button isPending={act.isPending} onPress={() => act.decide({ do: "undo" })}>
            <T id="import.undo" />
          </Button>
        )}
        {job.rejected > 0 && (
          <LinkButton href={`/api/imports/${job.id}/rejected/`} icon={Download} download="avvisade-rader.csv">
            <T id="import.rejectedFile" values={{ count: job.rejected }} />
          </LinkButton>
        )}
        <LinkButton href="/deltagare" variant="primary">
          <T id="import.toPeople" />
        </LinkButton>
      </div>
      {job.can_undo && (
        <p className="small muted">
          <T id="import.undoUntil" />
        </p>
      )}
    </>
  );
}

function Kept({ job }: { job: Import }) {
  const { data } = useRows(job, { show: "kept", page: 1 });
  return (
    <ul className={styles.jobs}>
      {data?.results.map((row) => (
        <li key={row.number}>
          <T id="import.onRow" values={{ row: row.number }} />: {row.reason}
        </li>
      ))}
    </ul>
  );
}
