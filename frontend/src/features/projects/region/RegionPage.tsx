import { useQuery } from "@tanstack/react-query";
import { ChartBar, Table } from "lucide-react";
import { type ReactNode, useState } from "react";
import { $api, api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { usePreference } from "@/lib/preferences";
import { type ColumnDef, DataTable } from "@/ui/DataTable";
import { Disclosure } from "@/ui/Disclosure";
import { PageHead } from "@/ui/PageHead";
import { Segmented } from "@/ui/Segmented";
import { SkeletonRows } from "@/ui/Skeleton";
import { EmptyState, ErrorState } from "@/ui/States";
import { AssumptionList } from "../curve/AssumptionList";
import { FileMenu } from "../FileMenu";
import { Bars } from "./Bars";
import styles from "./region.module.css";

export type Region = components["schemas"]["RegionalDemand"];
export type TradeRow = Region["trades"][number];

/** What 40 real buildings asked of each trade, beside what the county advertised: two things, said to be two. */
export function RegionPage(): ReactNode {
  const t = useT();
  const { data, error, refetch } = useQuery($api.queryOptions("get", "/api/regional-demand/", {}));
  return (
    <>
      <PageHead title={t("region.title")}>{data?.sentence}</PageHead>
      {error ? (
        <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows label={t("region.title")} rows={12} columns={3} />
      ) : (
        <Content data={data} />
      )}
    </>
  );
}

function Content({ data }: { data: Region }) {
  const t = useT();
  const [view, setView] = usePreference("charts");
  return (
    <div className="stack-lg">
      <section className="stack" aria-labelledby="yrkesgrupper">
        <div className={styles.head}>
          <h2 id="yrkesgrupper">
            <T id="region.side" values={{ district: data.district, projects: data.projects, year: data.adverts_year }} />
          </h2>
          <div className="row" data-print="hide">
            <Segmented
              label={t("curve.view")}
              options={[
                { value: "chart", label: t("curve.chart"), icon: ChartBar },
                { value: "table", label: t("region.perYear"), icon: Table },
              ]}
              value={view}
              onChange={(next) => setView(next === "table" ? "table" : "chart")}
            />
            <FileMenu
              name={t("region.file")}
              fetchFile={async (kind) =>
                (await api.GET("/api/regional-demand/export/", { params: { query: { kind } }, parseAs: "blob" })).data as Blob
              }
            />
          </div>
        </div>
        <p className={styles.warning}>{data.notes[0]}</p>
        {view === "table" ? <PerYear data={data} /> : <Bars data={data} />}
        <ul className={styles.notes}>
          {[...data.notes.slice(1), ...data.sources].map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </section>
      <Disclosure title={t("region.assumptions", { count: data.assumptions.length })} level={2}>
        <AssumptionList assumptions={data.assumptions} template={data.template} />
      </Disclosure>
    </div>
  );
}

const valueOf = (row: TradeRow, id: string, years: readonly number[]): number | string => {
  if (id === "name") return row.name;
  if (id === "adverts") return row.adverts ?? -1;
  if (id === "peak" || id === "total") return row.person_years.length > 0 ? row[id] : -1;
  return row.person_years[years.indexOf(Number(id))] ?? -1;
};

/** Every year by itself. */
function PerYear({ data }: { data: Region }) {
  const t = useT();
  const format = useFormat();
  const [sort, setSort] = useState("-total");
  const figure = (value: number | undefined) => (value === undefined ? t("projects.none") : format.number(value));
  const columns: ColumnDef<TradeRow>[] = [
    { id: "name", header: t("region.group"), cell: (row) => row.name, isRowHeader: true, sortable: true },
    ...data.years.map((year, i): ColumnDef<TradeRow> => ({
      id: String(year),
      header: String(year),
      cell: (row) => figure(row.person_years[i]),
      numeric: true,
      sortable: true,
      wideOnly: true,
    })),
    {
      id: "total",
      header: t("region.total"),
      cell: (row) => figure(row.person_years.length > 0 ? row.total : undefined),
      numeric: true,
      sortable: true,
    },
    {
      id: "adverts",
      header: t("region.adverts", { year: data.adverts_year }),
      cell: (row) => figure(row.adverts ?? undefined),
      numeric: true,
      sortable: true,
    },
  ];
  const id = sort.replace(/^-/u, "");
  const rows = data.trades.toSorted((a, b) => {
    const [x, y] = [valueOf(a, id, data.years), valueOf(b, id, data.years)];
    const order = typeof x === "string" ? x.localeCompare(String(y), "sv") : x - Number(y);
    return sort.startsWith("-") ? -order : order;
  });
  return (
    <DataTable
      label={t("region.table")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.ssyk2012}
      sort={sort}
      onSort={setSort}
      empty={<EmptyState>{data.sentence}</EmptyState>}
    />
  );
}
