import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { renderUi } from "@/lib/testing/render";
import { type ColumnDef, DataTable } from "./DataTable";
import { pageNumbers } from "./Pagination";
import type { Sort } from "./sort";

interface Person {
  id: string;
  name: string;
  travel: number;
}
const ROWS: Person[] = [
  { id: "a", name: "Amina", travel: 34 },
  { id: "b", name: "Bilal", travel: 48 },
];
const COLUMNS: ColumnDef<Person>[] = [
  { id: "name", header: "Deltagare", cell: (row) => row.name, sortable: true },
  { id: "travel", header: "Resa, min", cell: (row) => row.travel, numeric: true, sortable: true },
];
const base = { label: "Förslag", columns: COLUMNS, rows: ROWS, rowKey: (row: Person) => row.id, empty: <p>Tomt.</p> };

const saying = (word: string): ColumnDef<Person>[] => [{ id: "name", header: "Deltagare", cell: () => word }];

describe("DataTable", () => {
  it("names its rows by the row header", () => {
    renderUi(<DataTable {...base} />);
    const table = screen.getByRole("grid", { name: "Förslag" });
    expect(within(table).getByRole("row", { name: "Amina" })).toHaveTextContent("34");
    expect(within(table).getAllByRole("rowheader").map((cell) => cell.textContent)).toEqual(["Amina", "Bilal"]);
  });

  it("asks for the other direction when the sorted column is pressed again", async () => {
    const onSort = vi.fn<(sort: Sort) => void>();
    renderUi(<DataTable {...base} sort="name" onSort={onSort} />);
    const name = screen.getByRole("columnheader", { name: /Deltagare/ });
    expect(name).toHaveAttribute("aria-sort", "ascending");
    await userEvent.click(name);
    await userEvent.click(screen.getByRole("columnheader", { name: /Resa/ }));
    expect(onSort.mock.calls).toEqual([["-name"], ["travel"]]);
  });

  it("opens a row by keyboard alone", async () => {
    const onOpen = vi.fn<(row: Person) => void>();
    renderUi(<DataTable {...base} onOpen={onOpen} />);
    await userEvent.tab();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(ROWS[1]);
  });

  it("selects one row, and all of them, as keys", async () => {
    const onSelect = vi.fn<(keys: Set<string>) => void>();
    renderUi(<DataTable {...base} selected={new Set(["a"])} onSelect={onSelect} />);
    expect(screen.getByRole("row", { name: "Amina" })).toHaveAttribute("aria-selected", "true");
    const [all, , second] = screen.getAllByRole("checkbox");
    await userEvent.click(second as HTMLElement);
    expect(onSelect).toHaveBeenLastCalledWith(new Set(["a", "b"]));
    await userEvent.click(all as HTMLElement);
    expect(onSelect).toHaveBeenLastCalledWith(new Set(["a", "b"]));
  });

  it("shows what it is told when there is nothing, and that it is loading before", () => {
    const { rerender } = renderUi(<DataTable {...base} rows={[]} isLoading />);
    expect(screen.getByRole("status")).toHaveTextContent("Hämtar Förslag …");
    expect(screen.queryByText("Tomt.")).not.toBeInTheDocument();
    rerender(<DataTable {...base} rows={[]} />);
    expect(screen.getByText("Tomt.")).toBeVisible();
    expect(screen.queryByRole("grid")).not.toBeInTheDocument();
  });

  it("is a list of cards on a phone, each headed by its name", () => {
    vi.stubGlobal("ResizeObserver", class {
      observe() {}
      disconnect() {}
    });
    // jsdom lays nothing out: every width is 0, which is a phone's.
    renderUi(<DataTable {...base} columns={[COLUMNS[1], { ...COLUMNS[0], isRowHeader: true }] as ColumnDef<Person>[]} />);
    const row = screen.getByRole("row", { name: "Amina" });
    expect([...row.children].map((cell) => cell.textContent)).toEqual(["Amina", "34"]);
    vi.unstubAllGlobals();
  });

  it("redraws cells when what they depend on changes", () => {
    const { rerender } = renderUi(<DataTable {...base} columns={saying("före")} />);
    rerender(<DataTable {...base} columns={saying("efter")} />);
    expect(screen.getAllByText("efter")).toHaveLength(2);
  });
});

describe("pageNumbers", () => {
  it.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [3, 18, [1, 2, 3, 4, 0, 18]],
    [9, 18, [1, 0, 8, 9, 10, 0, 18]],
    [18, 18, [1, 0, 17, 18]],
    [4, 5, [1, 2, 3, 4, 5]],
  ])("page %i of %i", (page, count, expected) => {
    expect(pageNumbers(page, count)).toEqual(expected);
  });
});
