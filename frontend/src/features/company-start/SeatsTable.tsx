import { useMemo, useState } from "react";
import type { components } from "@/api/schema";
import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import { type ColumnDef, DataTable } from "@/ui/DataTable";

type Bars = components["schemas"]["NeedBars"];
const COUNTS = ["asked", "proposed", "confirmed", "started"] as const;
type SortKey = (typeof COUNTS)[number] | "number" | "start_date";

const value = (row: Bars, key: SortKey) => (key === "number" ? row.need.number : row[key]);

/** The bars' figures, sortable. */
export function SeatsTable({ needs }: { needs: readonly Bars[] }) {
  const t = useT();
  const format = useFormat();
  const [sort, setSort] = useState("start_date");
  const rows = useMemo(() => {
    const key = sort.replace(/^-/, "") as SortKey;
    const sign = sort.startsWith("-") ? -1 : 1;
    return needs.toSorted((a, b) => (value(a, key) < value(b, key) ? -sign : value(a, key) > value(b, key) ? sign : 0));
  }, [needs, sort]);
  const columns = useMemo<ColumnDef<Bars>[]>(
    () => [
      {
        id: "number",
        header: t("needs.one"),
        cell: ({ need }) => t("needs.titleOne", { number: need.number, occupation: need.occupation }),
        sortable: true,
        isRowHeader: true,
      },
      { id: "project", header: t("needs.project"), cell: ({ need }) => <bdi>{need.project_name}</bdi>, wideOnly: true },
      {
        id: "start_date",
        header: t("needForm.start"),
        cell: ({ start_date }) => <span className="num nowrap">{format.iso(start_date)}</span>,
        sortable: true,
      },
      ...COUNTS.map((key) => ({
        id: key,
        header: t(`seats.${key}`),
        cell: (row: Bars) => row[key],
        sortable: true,
        numeric: true,
      })),
    ],
    [t, format],
  );
  return (
    <DataTable
      label={t("companyStart.needs")}
      columns={columns}
      rows={rows}
      rowKey={({ need }) => need.id}
      rowHref={({ need }) => `/behov/${need.id}`}
      sort={sort}
      onSort={setSort}
      empty={null}
    />
  );
}
