import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { LinkButton } from "@/ui/Button";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import type { Project } from "../words";
import styles from "./clauses.module.css";
import { ContractReport } from "./ContractReport";

const MOST = 100;

/** The buyers' clauses on the project: each contract with what is asked for, done, planned and missing. */
export function SocialClauses({ project }: { project: Project }) {
  const t = useT();
  const { data, error, refetch } = useQuery(
    $api.queryOptions("get", "/api/contracts/", { params: { query: { project: project.id, page_size: MOST } } }),
  );
  const add = (
    <LinkButton icon={Plus} href={`/projekt/${project.id}/avtal/nytt`}>
      <T id="clauses.new" />
    </LinkButton>
  );
  return (
    <section className={styles.section} aria-labelledby="sociala-krav">
      <div className={styles.head}>
        <h2 id="sociala-krav">
          <T id="clauses.title" />
        </h2>
        {data && data.count > 0 && <div data-print="hide">{add}</div>}
      </div>
      {error && !data ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows label={t("clauses.title")} rows={4} columns={5} />
      ) : data.results.length === 0 ? (
        <EmptyState action={add}>
          <T id="clauses.empty" />
        </EmptyState>
      ) : (
        data.results.map((contract) => <ContractReport key={contract.id} contract={contract} />)
      )}
    </section>
  );
}
