// @vitest-environment node
import { describe, expect, it } from "vitest";
import { gapCeiling, lastDay } from "./words";

describe("what is promised", () => {
  it.each([
    [0, 0],
    [0.00004, 0.001],
    [0.001, 0.001],
    [0.0021, 0.003],
    [0.009, 0.009],
  ])("a gap of %s is told as at most %s", (gap, told) => {
    expect(gapCeiling(gap)).toBe(told);
  });

  it("ends a period on its last day, over a year's end too", () => {
    expect(lastDay("2026-09-14")).toBe("2026-09-13");
    expect(lastDay("2027-01-01")).toBe("2026-12-31");
  });
});
