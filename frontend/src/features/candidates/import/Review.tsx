import { useRouter } from "@tanstack/react-router";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner, ConflictBanner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { DefinitionList } from "@/ui/Lists";
import { type Import, useAct } from "./api";
import styles from "./import.module.css";

/** Step five: what will happen, in figures. Nothing has been written yet. */
export function Review({ job }: { job: Import }) {
  const t = useT();
  const format = useFormat();
  const router = useRouter();
  const act = useAct(job, (now) => {
    if (now.status === "discarded") router.history.push("/import");
  });
  const { create, update, skip, reject, ask } = job.outlook;
  return (
    <section className={styles.section}>
      <h2>
        <T id="import.reviewHow" />
      </h2>
      {act.conflict && <ConflictBanner onShow={() => void act.accept()} />}
      {act.error && (
        <Banner tone="stop" isUrgent>
          {act.error.general[0] ?? describeProblem(act.error, t).what}
        </Banner>
      )}
      <DefinitionList
        items={[
          { term: t("import.willCreate"), value: format.number(create) },
          { term: t("import.willUpdate"), value: format.number(update) },
          { term: t("import.willSkip"), value: format.number(skip) },
          { term: t("import.willReject"), value: format.number(reject) },
        ]}
      />
      {ask > 0 && (
        <Banner tone="notice">
          <T id="import.unanswered" values={{ count: ask }} />
        </Banner>
      )}
      <p className="muted">
        <T id="import.nothingYet" />
      </p>
      <div className={styles.actions}>
        <Button variant="quiet" isDisabled={act.isPending} onPress={() => act.decide({ do: "discard" })}>
          <T id="import.discard" />
        </Button>
        <Button
          variant="primary"
          marked
          isPending={act.isPending}
          isDisabled={create + update === 0}
          onPress={() => act.decide({ do: "start" })}
        >
          <T id="import.create" values={{ count: create + update }} />
        </Button>
      </div>
    </section>
  );
}
