import type { SortDescriptor } from "react-aria-components";
import type { useT } from "@/lib/intl";
import type { Option } from "./Choice";

/** "namn" rising, "-namn" falling. */
export type Sort = string;

export function toDescriptor(sort: Sort): SortDescriptor {
  return sort.startsWith("-")
    ? { column: sort.slice(1), direction: "descending" }
    : { column: sort, direction: "ascending" };
}

export function toSort({ column, direction }: SortDescriptor): Sort {
  return direction === "descending" ? `-${String(column)}` : String(column);
}

interface Sortable {
  id: string;
  header: string;
  sortable?: boolean;
}

/** Every column in both directions, as words. */
export function sortOptions(columns: readonly Sortable[], t: ReturnType<typeof useT>): Option[] {
  return columns
    .filter((column) => column.sortable)
    .flatMap(({ id, header }) => [
      { value: id, label: t("table.rising", { column: header }) },
      { value: `-${id}`, label: t("table.falling", { column: header }) },
    ]);
}
