import { useMutation, useQuery } from "@tanstack/react-query";
import { FileSpreadsheet, FileText, Pencil } from "lucide-react";
import { $api, api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { addDays } from "@/lib/dates";
import { download } from "@/lib/download";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button, LinkButton } from "@/ui/Button";
import { Disclosure } from "@/ui/Disclosure";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import styles from "./clauses.module.css";
import type { ClauseReport, ContractRow } from "./draft";
import { MonthTable } from "./MonthTable";

/** One contract: a sentence, the sums, month by month, and the files for the buyer. */
export function ContractReport({ contract }: { contract: ContractRow }) {
  const t = useT();
  const format = useFormat();
  const params = { path: { id: contract.id } };
  const { data, error, refetch } = useQuery($api.queryOptions("get", "/api/clause-reports/{id}/", { params }));
  const heading = `avtal-${contract.id}`;
  return (
    <article className={styles.contract} aria-labelledby={heading}>
      <div className={styles.head}>
        <div>
          <h3 id={heading}>
            <bdi>{t("clauses.contract", { buyer: contract.buyer, number: contract.number })}</bdi>
          </h3>
          <p className="small muted">
            <T
              id="clauses.facts"
              values={{
                clause: contract.model.name,
                value: format.number(contract.value_sek),
                from: format.date(contract.start_date),
                to: format.date(addDays(contract.end_date, -1)),
              }}
            />
          </p>
        </div>
        <div className="row" data-print="hide">
          <File contract={contract} kind="pdf" />
          <File contract={contract} kind="xlsx" />
          <LinkButton size="sm" variant="quiet" icon={Pencil} href={`/projekt/${contract.project}/avtal/${contract.id}`}>
            <T id="clauses.open" values={{ number: contract.number }} />
          </LinkButton>
        </div>
      </div>
      {error && !data ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows label={t("clauses.report")} rows={3} columns={5} />
      ) : (
        <Report report={data} contract={contract} />
      )}
    </article>
  );
}

function Report({ report, contract }: { report: ClauseReport; contract: ContractRow }) {
  const t = useT();
  const facts = report.notes.filter((note) => !note.is_assumption);
  const assumptions = report.notes.filter((note) => note.is_assumption);
  return (
    <>
      <p className={styles.sentence}>{report.sentence}</p>
      {facts.length > 0 && (
        <ul className={styles.notes}>
          {facts.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {report.months.length > 0 && (
        <MonthTable report={report} label={t("clauses.table", { number: contract.number, unit: report.unit })} />
      )}
      <Disclosure title={t("clauses.assumptions", { count: assumptions.length })} level={4}>
        <ul className={styles.notes}>
          <li>{contract.model.rule}</li>
          {assumptions.map(({ text }) => (
            <li key={text}>{t("clauses.assumption", { text })}</li>
          ))}
          <li className="muted">{t("clauses.source", { source: contract.model.source })}</li>
        </ul>
      </Disclosure>
    </>
  );
}

const FILES = {
  pdf: { icon: FileText, name: "sociala-krav.pdf" },
  xlsx: { icon: FileSpreadsheet, name: "sociala-krav.xlsx" },
} as const;

function File({ contract, kind }: { contract: ContractRow; kind: keyof typeof FILES }) {
  const t = useT();
  const make = useMutation({
    mutationFn: async () => {
      const options = { params: { path: { id: contract.id } }, parseAs: "blob" } as const;
      const { data } =
        kind === "pdf"
          ? await api.GET("/api/clause-reports/{id}/pdf/", options)
          : await api.GET("/api/clause-reports/{id}/xlsx/", options);
      download(data as Blob, FILES[kind].name);
    },
  });
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        icon={FILES[kind].icon}
        isPending={make.isPending}
        aria-label={t(`clauses.file.${kind}`, { number: contract.number })}
        onPress={() => make.mutate()}
      >
        <T id={`clauses.kind.${kind}`} />
      </Button>
      {make.error && <ErrorState {...describeProblem(make.error, t)} />}
    </>
  );
}
