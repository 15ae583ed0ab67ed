import { useState } from "react";
import { T, useT } from "@/lib/intl";
import { ConflictBanner } from "@/ui/Banner";
import { Button, TextLink } from "@/ui/Button";
import { Pagination } from "@/ui/Pagination";
import { Segmented } from "@/ui/Segmented";
import { EmptyState } from "@/ui/States";
import { SkeletonRows } from "@/ui/Skeleton";
import { type Choice, type Import, type ImportRow, pageSize, useAct, useRows } from "./api";
import styles from "./import.module.css";

/** Step four: people who stand twice, in the file or among those already registered. */
export function Duplicates({ job, onDone }: { job: Import; onDone: () => void }) {
  const t = useT();
  const [page, setPage] = useState(1);
  const act = useAct(job);
  const { data } = useRows(job, { show: "duplicates", page });
  const { match_row: inFile, match_base: inBase, match_alike: alike } = job.outlook;
  return (
    <section className={styles.section}>
      <h2>
        <T id="import.duplicatesHow" values={{ count: inFile + inBase + alike }} />
      </h2>
      {act.conflict && <ConflictBanner onShow={() => void act.accept()} />}
      {inBase > 0 && <All kind="base" count={inBase} act={act} />}
      {inFile > 0 && <All kind="row" count={inFile} act={act} />}
      {alike > 0 && <All kind="alike" count={alike} act={act} />}
      {!data && <SkeletonRows label={t("import.step.duplicates")} rows={4} columns={3} />}
      {data?.count === 0 && (
        <EmptyState>
          <T id="import.noDuplicates" />
        </EmptyState>
      )}
      <ul className={styles.questions}>
        {data?.results.map((row) => (
          <Double key={row.number} row={row} act={act} />
        ))}
      </ul>
      {data && data.count > pageSize && <Pagination page={page} pageSize={pageSize} total={data.count} onPage={setPage} />}
      <div className={styles.actions}>
        <Button variant="primary" onPress={onDone}>
          <T id="import.next" />
        </Button>
      </div>
    </section>
  );
}

function useChoices() {
  const t = useT();
  return (["skip", "update", "create"] as const).map((value) => ({ value, label: t(`import.choice.${value}`) }));
}

const all = { base: "import.allInBase", row: "import.allInFile", alike: "import.allAlike" } as const;

function All({ kind, count, act }: { kind: keyof typeof all; count: number; act: ReturnType<typeof useAct> }) {
  const choices = useChoices();
  return (
    <div className={styles.answers}>
      <p>
        <T id={all[kind]} values={{ count }} />
      </p>
      {choices.map(({ value, label }) => (
        <Button key={value} size="sm" isDisabled={act.isPending} onPress={() => act.decide({ do: "choose", body: { choice: value, kind } })}>
          {label}
        </Button>
      ))}
    </div>
  );
}

function Double({ row, act }: { row: ImportRow; act: ReturnType<typeof useAct> }) {
  const t = useT();
  const choices = useChoices();
  const match = row.match;
  if (!match) return null;
  const alike = match.kind === "alike";
  const text = (field: string) => row.cells.find((cell) => cell.field === field)?.text ?? "";
  const name = `${text("first_name")} ${text("last_name")}`;
  return (
    <li className={styles.question}>
      <p>
        <b>
          <bdi>{name}</bdi>
        </b>{" "}
        <span className="muted">
          <T id="import.onRow" values={{ row: row.number }} /> · {match.by}
        </span>
        <br />
        {match.candidate ? (
          <TextLink href={`/deltagare/${match.candidate}`}>
            <T id={alike ? "import.likeKnown" : "import.sameAsKnown"} values={{ name: match.name }} />
          </TextLink>
        ) : (
          <T id={alike ? "import.likeRow" : "import.sameAsRow"} values={{ row: match.row ?? 0 }} />
        )}
      </p>
      <Segmented
        label={t("import.choiceFor", { name })}
        options={choices}
        value={row.choice ?? "skip"}
        onChange={(choice) => act.decide({ do: "choose", body: { choice: choice as Choice, numbers: [row.number] } })}
      />
    </li>
  );
}
