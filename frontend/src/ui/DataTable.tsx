import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { type ReactNode, useRef } from "react";
import {
  Cell,
  Checkbox,
  Column,
  Row,
  type Selection,
  Table,
  TableBody,
  TableHeader,
} from "react-aria-components";
import { cx } from "@/lib/cx";
import { useT } from "@/lib/intl";
import { useWidth } from "@/lib/useWidth";
import { CheckMark } from "./Choice";
import styles from "./DataTable.module.css";
import fields from "./fields.module.css";
import { Icon } from "./Icon";
import { Select } from "./Select";
import { SkeletonRows } from "./Skeleton";
import { type Sort, sortOptions, toDescriptor, toSort } from "./sort";

export interface ColumnDef<R> {
  id: string;
  header: string;
  cell: (row: R) => ReactNode;
  /** The API's ordering name is the column's id. */
  sortable?: boolean;
  /** Figures: tabular, aligned at the end. Put the unit in the header. */
  numeric?: boolean;
  /** Names the row. Exactly one column; the first when none says so. */
  isRowHeader?: boolean;
  /** Holds sentences: as many words on a line as they need, while names and figures give way. */
  isText?: boolean;
  /** Less important: left out where the table has little room. */
  wideOnly?: boolean;
}

interface DataTableProps<R> {
  /** What the table lists; read out, and used as caption when printed. */
  label: string;
  columns: readonly ColumnDef<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** The row's own page: Enter or click. */
  rowHref?: (row: R) => string;
  onOpen?: (row: R) => void;
  /** "namn" or "-namn", as in the address and the API. */
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (keys: Set<string>) => void;
  /** The row shown beside the list. */
  current?: string;
  isLoading?: boolean;
  /** What to show when there are no rows: an EmptyState. */
  empty: ReactNode;
  /** Outside state that cells read; without it they would not redraw. */
  dependencies?: readonly unknown[];
  /** Px below which rows become lists; lower it for a table made of few, narrow columns. */
  stackBelow?: number;
}

/** Below these widths (px) the least important columns go, and then the rows become lists. */
const COMPACT = 800;
const STACKED = 560;

/** A table that sorts, selects and opens by keyboard, and becomes a list of cards of words on a phone. */
export function DataTable<R extends object>(props: DataTableProps<R>) {
  const { label, columns, rows, rowKey, sort, onSort, selected, onSelect, isLoading, empty } = props;
  const t = useT();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame) ?? Number.POSITIVE_INFINITY;
  const isStacked = width < (props.stackBelow ?? STACKED);
  if (isLoading || rows.length === 0) {
    return (
      <div ref={frame} className={styles.frame}>
        {isLoading ? <SkeletonRows label={label} columns={columns.length} /> : empty}
      </div>
    );
  }

  const shown = width < COMPACT ? columns.filter((column) => !column.wideOnly) : columns;
  const headerId = (columns.find((column) => column.isRowHeader) ?? columns[0])?.id;
  // As a list of cards the name heads each, whatever column it stands in.
  const inOrder = isStacked ? shown.toSorted((a, b) => Number(b.id === headerId) - Number(a.id === headerId)) : shown;
  const select = (keys: Selection) => onSelect?.(keys === "all" ? new Set(rows.map(rowKey)) : new Set([...keys].map(String)));
  const sortable = columns.some((column) => column.sortable) && onSort;

  return (
    <div ref={frame} className={styles.frame} data-stacked={isStacked || undefined}>
      {isStacked && sortable && (
        <Select
          label={t("table.sortBy")}
          options={sortOptions(columns, t)}
          value={sort ?? null}
          onChange={(value) => value && onSort(value)}
        />
      )}
      <Table
        aria-label={label}
        className={styles.table ?? ""}
        selectionMode={onSelect ? "multiple" : "none"}
        {...(onSelect && { selectedKeys: new Set(selected ?? []), onSelectionChange: select })}
        {...(sort && { sortDescriptor: toDescriptor(sort) })}
        onSortChange={(descriptor) => onSort?.(toSort(descriptor))}
        {...(props.onOpen && {
          onRowAction: (key) => {
            const row = rows.find((candidate) => rowKey(candidate) === String(key));
            if (row) props.onOpen?.(row);
          },
        })}
      >
        <TableHeader className={styles.head ?? ""}>
          {onSelect && (
            <Column width={40} className={cx(styles.column, styles.pick)}>
              <SelectBox />
            </Column>
          )}
          {inOrder.map((column) => (
            <Column
              key={column.id}
              id={column.id}
              isRowHeader={column.id === headerId}
              allowsSorting={Boolean(column.sortable && onSort)}
              className={cx(styles.column, column.numeric && styles.numeric, column.isText && styles.words)}
            >
              {({ allowsSorting, sortDirection }) => (
                <span className={styles.columnName}>
                  {column.header}
                  {allowsSorting && (
                    <span className={styles.sortMark} data-active={sortDirection !== undefined || undefined}>
                      <Icon
                        size={14}
                        as={sortDirection === undefined ? ChevronsUpDown : sortDirection === "ascending" ? ArrowUp : ArrowDown}
                      />
                    </span>
                  )}
                </span>
              )}
            </Column>
          ))}
        </TableHeader>
        <TableBody items={rows} dependencies={[inOrder, props.current, ...(props.dependencies ?? [])]}>
          {(row) => (
            <Row
              id={rowKey(row)}
              href={props.rowHref?.(row)}
              className={styles.row ?? ""}
              data-current={rowKey(row) === props.current || undefined}
              data-opens={Boolean(props.rowHref ?? props.onOpen) || undefined}
            >
              {onSelect && (
                <Cell className={cx(styles.cell, styles.pick)}>
                  <SelectBox />
                </Cell>
              )}
              {inOrder.map((column) => (
                <Cell
                  key={column.id}
                  data-label={column.header}
                  className={cx(styles.cell, column.numeric && styles.numeric, column.id === headerId && styles.name)}
                >
                  {column.cell(row)}
                </Cell>
              ))}
            </Row>
          )}
        </TableBody>
      </Table>
    </div>
  );
}

function SelectBox() {
  return (
    <Checkbox slot="selection" className={fields.choice ?? ""}>
      {({ isIndeterminate }) => <CheckMark indeterminate={isIndeterminate} />}
    </Checkbox>
  );
}
