// @vitest-environment node
import { describe, expect, it } from "vitest";
import { toQuery, viewOf } from "./filters";

const PAGED = { ordering: ["start_date"], page_size: 25 };

describe("the address as a query", () => {
  it("asks for what is not reviewed when nothing is said", () => {
    expect(toQuery({})).toEqual({ state: ["new", "in_review"], ...PAGED });
  });

  it.each([
    ["bedomning", { state: ["new", "in_review"], needs_judgement: true }],
    ["sakra", { state: ["new", "in_review"], needs_judgement: false }],
    ["lasta", { state: ["locked"] }],
    ["tid", { time_suggested: true }],
    ["tysta", { company_silent: true }],
    ["svar", { state: ["approved", "asked", "accepted"] }],
    ["alla", {}],
  ])("looks at %s", (vy, expected) => {
    expect(toQuery({ vy })).toEqual({ ...expected, ...PAGED });
  });

  it("narrows with every filter at once", () => {
    const search = { q: "åsa", lage: "locked", marginal: "even", andring: "moved", yrke: "golv", andrat: "nej", kurs: "ja", sort: "-travel", sida: "3" };
    expect(toQuery(search)).toEqual({
      q: "åsa",
      state: ["locked"],
      margin: ["even"],
      change: ["moved"],
      occupation: "golv",
      stale: false,
      with_course: true,
      ordering: ["-travel"],
      page: 3,
      page_size: 25,
    });
  });

  it("leaves out what it does not know instead of asking for it", () => {
    const search = { vy: "hemlig", lage: "x", marginal: "x", andring: "x", andrat: "kanske", sort: "phone", sida: "-1" };
    expect(viewOf(search)).toBe("granska");
    expect(toQuery(search)).toEqual({ state: ["new", "in_review"], ...PAGED });
  });
});
