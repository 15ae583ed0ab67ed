import { useMemo } from "react";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { useT } from "@/lib/intl";
import type { ColumnDef } from "@/ui/DataTable";
import { NEED_TONES } from "@/ui/needTone";
import { Status } from "@/ui/Status";
import { BookedBar } from "../BookedBar";
import type { NeedRow } from "../words";

export function useColumns(): ColumnDef<NeedRow>[] {
  const t = useT();
  const format = useFormat();
  return useMemo(
    () => [
      { id: "number", header: t("needs.number"), cell: (row) => row.number, numeric: true, sortable: true },
      { id: "occupation", header: t("needs.occupation"), cell: (row) => row.occupation.name, isRowHeader: true },
      { id: "form", header: t("needs.form"), cell: (row) => row.employment_form.label, wideOnly: true },
      { id: "project", header: t("needs.project"), cell: (row) => <bdi>{row.project.name}</bdi> },
      {
        id: "start_date",
        header: t("needs.when"),
        cell: (row) => (
          <span className="num nowrap">
            {t("needs.days", { from: format.iso(row.start_date), to: format.iso(addDays(row.end_date, -1)) })}
          </span>
        ),
        sortable: true,
      },
      {
        id: "seats",
        header: t("needs.booked"),
        cell: (row) => <BookedBar asked={row.bars.asked.peak} booked={row.bars.booked.peak} />,
      },
      {
        id: "state_since",
        header: t("needs.state"),
        cell: (row) => <Status tone={NEED_TONES[row.state.code]}>{row.state.label}</Status>,
        sortable: true,
      },
    ],
    [t, format],
  );
}
