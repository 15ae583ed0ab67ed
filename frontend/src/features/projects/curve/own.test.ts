import { describe, expect, it } from "vitest";
import type { Curve } from "../words";
import { runs, withRun } from "./own";

const cell = (monday: string, heads: number, code = "mur"): Curve["changes"][number] => ({
  occupation: { code, name: "Murare" },
  monday,
  label: "v. 9 2027",
  heads,
  reckoned: 2,
});

describe("heads of one's own", () => {
  it("are read as runs of weeks", () => {
    const cells = [cell("2027-03-01", 3), cell("2027-03-08", 3), cell("2027-03-15", 4), cell("2027-03-29", 4), cell("2027-04-05", 4, "tra")];
    expect(runs(cells).map((run) => run.map(({ monday }) => monday))).toEqual([
      ["2027-03-01", "2027-03-08"],
      ["2027-03-15"],
      ["2027-03-29"],
      ["2027-04-05"],
    ]);
  });

  it("replace what was said of the same weeks only", () => {
    expect(withRun([cell("2027-03-01", 3), cell("2027-03-15", 3)], { occupation: "mur", week: "2027-03-08", weeks: 2, heads: 5 })).toEqual([
      { occupation: "mur", week: "2027-03-01", heads: 3 },
      { occupation: "mur", week: "2027-03-08", heads: 5 },
      { occupation: "mur", week: "2027-03-15", heads: 5 },
    ]);
  });
});
