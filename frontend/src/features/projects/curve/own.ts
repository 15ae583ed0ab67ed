import { addDays } from "@/lib/dates";
import type { Curve } from "../words";

export type Kind = "changes" | "actuals";
type Cell = Curve["changes"][number];

export interface CellInput {
  occupation: string;
  week: string;
  heads: number;
}

export const toCells = (cells: readonly Cell[]): CellInput[] =>
  cells.map(({ occupation, monday, heads }) => ({ occupation: occupation.code, week: monday, heads }));

/** The list with the same heads over `weeks` weeks; what was said of those weeks before gives way. */
export function withRun(
  cells: readonly Cell[],
  { occupation, week, weeks, heads }: CellInput & { weeks: number },
): CellInput[] {
  const mondays = Array.from({ length: weeks }, (_, i) => addDays(week, i * 7));
  const kept = toCells(cells).filter((cell) => cell.occupation !== occupation || !mondays.includes(cell.week));
  return [...kept, ...mondays.map((monday) => ({ occupation, week: monday, heads }))];
}

/** Weeks in a row of one trade with the same heads, read and undone as one. */
export function runs(cells: readonly Cell[]): Cell[][] {
  const found: Cell[][] = [];
  for (const cell of cells) {
    const run = found.at(-1);
    const last = run?.at(-1);
    const goesOn =
      last?.occupation.code === cell.occupation.code &&
      last.heads === cell.heads &&
      addDays(last.monday, 7) === cell.monday;
    if (run && goesOn) run.push(cell);
    else found.push([cell]);
  }
  return found;
}
