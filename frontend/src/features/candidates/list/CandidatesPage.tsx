import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useMemo } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useReference } from "@/api/reference";
import type { components } from "@/api/schema";
import { sessionQuery } from "@/api/session";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { StaleBanner } from "@/ui/Banner";
import { LinkButton } from "@/ui/Button";
import { type ColumnDef, DataTable } from "@/ui/DataTable";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import { TONES } from "../words";
import { CandidateFilters } from "./CandidateFilters";
import styles from "./CandidatesPage.module.css";
import { activeFilters, PAGE_SIZE, toQuery } from "./filters";
import { NothingFound } from "./NothingFound";

type Row = components["schemas"]["CandidateRow"];

export function CandidatesPage() {
  const t = useT();
  const url = useUrlState();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const reference = useReference();
  const isCoach = session.role === "coach";
  // Only coaches have candidates of their own.
  const query = toQuery(isCoach ? url.search : { ...url.search, vem: "alla" });
  const { data, error, isPlaceholderData, isPending, dataUpdatedAt, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/candidates/", { params: { query } }),
    placeholderData: keepPreviousData,
  });
  const filters = activeFilters(url.search, reference, t);
  const columns = useColumns();

  return (
    <>
      <PageHead
        title={t(url.text("vem") === "alla" || !isCoach ? "candidates.titleAll" : "candidates.title")}
        action={
          isCoach && (
            <LinkButton variant="primary" icon={UserPlus} href="/deltagare/ny">
              <T id="candidates.register" />
            </LinkButton>
          )
        }
      >
        {data && <T id="candidates.count" values={{ count: data.count, filters: filters.length }} />}
      </PageHead>
      <div className="stack">
        <CandidateFilters active={filters} isCoach={isCoach} />
        {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
        {error && !data ? (
          <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
        ) : (
          <div aria-busy={isPlaceholderData}>
            <DataTable
              label={t("candidates.table")}
              columns={columns}
              rows={data?.results ?? []}
              rowKey={(row) => row.id}
              rowHref={(row) => `/deltagare/${row.id}`}
              sort={url.text("sort") || "name"}
              onSort={(sort) => url.set({ sort })}
              isLoading={isPending}
              empty={<NothingFound query={query} filters={filters} isCoach={isCoach} />}
            />
          </div>
        )}
        {data && data.count > 0 && (
          <Pagination page={query.page ?? 1} pageSize={PAGE_SIZE} total={data.count} href={(sida) => url.href({ sida })} />
        )}
      </div>
    </>
  );
}

function useColumns(): ColumnDef<Row>[] {
  const t = useT();
  const format = useFormat();
  return useMemo(
    () => [
      { id: "name", header: t("candidates.name"), cell: (row) => <bdi>{row.name}</bdi>, sortable: true, isRowHeader: true },
      {
        id: "state",
        header: t("candidates.state"),
        cell: (row) => (
          <span className={styles.whole}>
            <Status tone={TONES[row.state.code]}>{row.state.label}</Status>
          </span>
        ),
      },
      {
        id: "next_step",
        header: t("candidates.nextStep"),
        cell: (row) =>
          row.next_step ? (
            <span>
              {row.next_step}
              {row.next_step_due && <span className={styles.due}> {format.day(row.next_step_due)}</span>}
            </span>
          ) : (
            <span className="muted">{t("candidates.none")}</span>
          ),
      },
      {
        id: "wishes",
        header: t("candidates.wishes"),
        cell: (row) =>
          row.wishes.length > 0 ? row.wishes.map(({ name }) => name).join(", ") : <span className="muted">{t("candidates.none")}</span>,
      },
      {
        id: "municipality",
        header: t("candidates.municipality"),
        cell: (row) => row.municipality?.name ?? <span className="muted">{t("candidates.none")}</span>,
        wideOnly: true,
      },
      { id: "days", header: t("candidates.days"), cell: (row) => row.days_in_state, numeric: true, sortable: true },
      {
        id: "certificates",
        header: t("candidates.certificates"),
        cell: (row) =>
          row.expiring_certificates > 0 ? (
            <span className={styles.whole}>
              <Status tone="act">{t("candidates.expiring", { count: row.expiring_certificates })}</Status>
            </span>
          ) : (
            <span className="muted">{t("candidates.none")}</span>
          ),
        wideOnly: true,
      },
    ],
    [t, format],
  );
}
