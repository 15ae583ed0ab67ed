// @vitest-environment node
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, isoWeek, parseDay } from "./dates";

describe("isoWeek", () => {
  it.each([
    ["2026-01-01", 2026, 1],
    ["2025-12-29", 2026, 1],
    ["2027-01-01", 2026, 53],
    ["2026-03-02", 2026, 10],
    ["2026-03-08", 2026, 10],
  ])("%s is week %i/%i", (day, year, week) => {
    expect(isoWeek(day)).toEqual({ year, week });
  });
});

describe("parseDay", () => {
  it.each(["2026-02-30", "3/1-26", "2026-3-1", ""])("refuses %j", (text) => {
    expect(() => parseDay(text)).toThrow(RangeError);
  });
});

describe("days", () => {
  it.each([
    ["2027-02-28", 1, "2027-03-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2027-01-01", -1, "2026-12-31"],
    // Summer time begins: the day has 23 hours.
    ["2027-03-28", 1, "2027-03-29"],
  ])("%s and %i is %s", (from, count, to) => {
    expect(addDays(from, count)).toBe(to);
    expect(daysBetween(from, to)).toBe(count);
  });
});
