import { useMemo } from "react";
import { useT } from "@/lib/intl";
import type { ColumnDef } from "@/ui/DataTable";
import { Status } from "@/ui/Status";
import { TONES } from "../words";
import type { Row } from "./api";
import { Days } from "./Days";
import { Certificates, Obstacles } from "./facts";
import { NextStep } from "./NextStep";
import styles from "./people.module.css";
import { Responsible } from "./Responsible";

/** The table of people; who is responsible only where it can be somebody else. */
export function useColumns(showsCoach: boolean): ColumnDef<Row>[] {
  const t = useT();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("candidates.name"),
        cell: (row) => (
          <>
            <bdi>{row.name}</bdi>
            {row.wishes.length > 0 && <span className={styles.wishes}>{row.wishes.map(({ name }) => name).join(", ")}</span>}
          </>
        ),
        sortable: true,
        isRowHeader: true,
      },
      { id: "state", header: t("candidates.state"), cell: (row) => <Status tone={TONES[row.state.code]}>{row.state.label}</Status> },
      { id: "next_step", header: t("candidates.nextStep"), cell: (row) => <NextStep row={row} />, isText: true },
      { id: "obstacles", header: t("people.obstacles"), cell: (row) => <Obstacles row={row} />, isText: true },
      { id: "days", header: t("candidates.days"), cell: (row) => <Days row={row} />, sortable: true },
      { id: "certificates", header: t("candidates.certificates"), cell: (row) => <Certificates row={row} /> },
      ...(showsCoach
        ? [{ id: "coach", header: t("people.coach"), cell: (row: Row) => <Responsible row={row} />, wideOnly: true }]
        : []),
    ],
    [t, showsCoach],
  );
}
