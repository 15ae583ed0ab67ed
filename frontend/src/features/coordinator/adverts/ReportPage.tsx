import { keepPreviousData } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { type ColumnDef, DataTable } from "@/ui/DataTable";
import { PageHead } from "@/ui/PageHead";
import { Pagination } from "@/ui/Pagination";
import { Select } from "@/ui/Select";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { type AdvertRow, OUTCOMES, PAGE_SIZE } from "./api";
import { BackToAdverts } from "./AdvertsPage";
import styles from "./adverts.module.css";

const ALL = "*";

/** What one import did, advert by advert. */
export function ReportPage(): ReactNode {
  const t = useT();
  const format = useFormat();
  const url = useUrlState();
  const { id } = useParams({ strict: false }) as { id: string };
  const path = { id };
  const report = $api.useQuery("get", "/api/advert-imports/{id}/", { params: { path } });
  const outcome = OUTCOMES.find((one) => one === url.text("utfall"));
  const page = url.number("sida", 1);
  const rows = $api.useQuery(
    "get",
    "/api/advert-imports/{id}/rows/",
    { params: { path, query: { page_size: PAGE_SIZE, ...(outcome && { outcome }), ...(page > 1 && { page }) } } },
    { placeholderData: keepPreviousData },
  );
  if (report.error) return <ErrorState {...describeProblem(report.error, t)} onRetry={() => void report.refetch()} />;
  if (!report.data) return <SkeletonRows label={t("adverts.title")} columns={4} />;
  const told = report.data;
  const columns: ColumnDef<AdvertRow>[] = [
    { id: "ad", header: t("adverts.col.ad"), isRowHeader: true, cell: (row) => row.ad_id || t("adverts.row", { number: row.number }) },
    { id: "label", header: t("adverts.col.label"), cell: (row) => row.label },
    { id: "outcome", header: t("adverts.col.outcome"), cell: (row) => row.outcome.label },
    { id: "note", header: t("adverts.col.note"), isText: true, cell: (row) => row.note },
  ];
  return (
    <>
      <PageHead title={t("adverts.reportTitle", { file: told.source })} back={<BackToAdverts />}>
        {format.iso(told.created_at)} {format.time(told.created_at)} · {told.created_by?.name ?? t("adverts.byMachine")} ·{" "}
        <T id="adverts.summary" values={{ total: told.total, needs: told.needs }} />
      </PageHead>
      <div className="stack">
        <div className={styles.filter}>
          <Select
            label={t("adverts.col.outcome")}
            options={[
              { value: ALL, label: t("adverts.all"), description: format.number(told.total) },
              ...OUTCOMES.filter((one) => told[one] > 0).map((one) => ({ value: one, label: t(`adverts.count.${one}`), description: format.number(told[one]) })),
            ]}
            value={outcome ?? ALL}
            onChange={(value) => url.set({ utfall: value === ALL ? null : value, sida: null })}
          />
        </div>
        {rows.error && !rows.data ? (
          <ErrorState {...describeProblem(rows.error, t)} onRetry={() => void rows.refetch()} />
        ) : (
          <DataTable
            label={t("adverts.reportTitle", { file: told.source })}
            columns={columns}
            rows={rows.data?.results ?? []}
            rowKey={(row) => String(row.number)}
            isLoading={rows.isPending}
            empty={
              <EmptyState>
                <T id="adverts.noRows" />
              </EmptyState>
            }
          />
        )}
        {rows.data && rows.data.count > PAGE_SIZE && (
          <Pagination page={page} pageSize={PAGE_SIZE} total={rows.data.count} href={(to) => url.href({ sida: String(to) })} />
        )}
      </div>
    </>
  );
}
