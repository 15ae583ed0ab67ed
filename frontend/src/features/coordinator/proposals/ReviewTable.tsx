import type { ReactNode } from "react";
import { Check, Minus, Plus } from "lucide-react";
import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { type ColumnDef, DataTable } from "@/ui/DataTable";
import { Icon } from "@/ui/Icon";
import { Status, type Tone } from "@/ui/Status";
import type { Proposal } from "../words";
import { type Chip, chips } from "./reasons";
import styles from "./review.module.css";

const CHIPS: Record<string, MessageId> = {
  wish: "review.chip.wish",
  nice: "review.chip.nice",
  rung: "review.chip.rung",
  travel: "review.chip.travel",
  waiting: "review.chip.waiting",
  cost: "review.chip.cost",
  keep: "review.chip.keep",
  renewal: "review.chip.renewal",
};
const CHIP_ICONS = { must: Check, plus: Plus, minus: Minus };
const TONES: Partial<Record<Proposal["state"], Tone>> = {
  new: "plain",
  in_review: "act",
  locked: "locked",
  approved: "wait",
  asked: "wait",
  accepted: "wait",
  confirmed: "done",
  started: "done",
};

export function stateTone(state: Proposal["state"]): Tone {
  return TONES[state] ?? "off";
}

function ChipText({ chip }: { chip: Chip }) {
  if (chip.name !== undefined) return <T id="review.chip.course" values={{ course: chip.name }} />;
  if (chip.courses > 1) return <T id="review.chip.courses" values={{ count: chip.courses }} />;
  return <T id={CHIPS[chip.code] ?? (chip.kind === "must" ? "review.chip.direct" : "review.chip.other")} />;
}

function Chips({ proposal }: { proposal: Proposal }) {
  return (
    <span className={styles.chips}>
      {chips(proposal).map((chip) => (
        <span key={chip.kind} className={styles.chip} data-kind={chip.kind}>
          <Icon as={CHIP_ICONS[chip.kind]} size={14} />
          <span className="visually-hidden">
            <T id={`reason.${chip.kind}`} />{" "}
          </span>
          <span className={styles.chipText}>
            <ChipText chip={chip} />
          </span>
        </span>
      ))}
    </span>
  );
}

export function MarginWord({ proposal }: { proposal: Proposal }) {
  if (proposal.is_stale) {
    return (
      <Status tone="stop">
        <T id="review.stale" />
      </Status>
    );
  }
  return proposal.margin === "even" ? <strong>{proposal.margin_label}</strong> : <>{proposal.margin_label}</>;
}

interface ReviewTableProps {
  rows: readonly Proposal[];
  /** Narrow: beside the proposal. Wide: alone, with every column. */
  isNarrow: boolean;
  showState: boolean;
  current: string;
  sort: string;
  onSort: (sort: string) => void;
  onOpen: (proposal: Proposal) => void;
  isLoading: boolean;
  empty: ReactNode;
}

export function ReviewTable({ rows, isNarrow, showState, current, sort, onSort, onOpen, isLoading, empty }: ReviewTableProps) {
  const t = useT();
  const format = useFormat();
  const who: ColumnDef<Proposal> = {
    id: "candidate",
    header: t("review.col.pair"),
    sortable: true,
    isRowHeader: true,
    cell: (row) => (
      <span className={styles.pair}>
        <bdi className={styles.person}>{row.candidate.name}</bdi>
        <span className={styles.need}>
          <T id="cstart.pair" values={{ occupation: row.need.occupation, project: row.need.project_name }} />
        </span>
        <Chips proposal={row} />
      </span>
    ),
  };
  const week: ColumnDef<Proposal> = {
    id: "start_date",
    header: t("review.col.start"),
    sortable: true,
    numeric: true,
    cell: (row) => <T id="week.short" values={{ week: format.week(row.start_date) }} />,
  };
  const travel: ColumnDef<Proposal> = {
    id: "travel",
    header: t("review.col.travel"),
    sortable: true,
    numeric: true,
    cell: (row) => (row.travel_minutes === null ? t("review.unknown") : format.number(Math.round(row.travel_minutes))),
  };
  const state: ColumnDef<Proposal> = {
    id: "state_since",
    header: t("review.col.state"),
    sortable: true,
    wideOnly: true,
    cell: (row) => <Status tone={stateTone(row.state)}>{row.state_label}</Status>,
  };
  const margin: ColumnDef<Proposal> = { id: "margin", header: t("review.col.margin"), cell: (row) => <MarginWord proposal={row} /> };
  const columns: ColumnDef<Proposal>[] = isNarrow
    ? [
        who,
        {
          ...week,
          header: t("review.col.startTravel"),
          cell: (row) => (
            <span className={styles.facts}>
              <span>
                <T id="week.short" values={{ week: format.week(row.start_date) }} />
              </span>
              <span>
                {row.travel_minutes === null ? (
                  <T id="review.unknown" />
                ) : (
                  <T id="review.minutes" values={{ minutes: Math.round(row.travel_minutes) }} />
                )}
              </span>
              <span>{showState ? row.state_label : <MarginWord proposal={row} />}</span>
            </span>
          ),
        },
      ]
    : [
        who,
        week,
        travel,
        margin,
        { id: "change", header: t("review.col.change"), wideOnly: true, cell: (row) => row.change_label },
        ...(showState ? [state] : []),
      ];
  return (
    <DataTable
      label={t("review.title")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      sort={sort}
      onSort={onSort}
      onOpen={onOpen}
      current={current}
      isLoading={isLoading}
      empty={empty}
      stackBelow={isNarrow ? 280 : undefined}
    />
  );
}
