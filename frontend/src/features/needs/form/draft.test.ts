// @vitest-environment node
import { describe, expect, it } from "vitest";
import {
  changedFields,
  changesContent,
  copyOf,
  type Draft,
  emptyDraft,
  fromNeed,
  isWhole,
  merge,
  placeRequirement,
  toBody,
  withDays,
  withMoreSteps,
} from "./draft";
import { need } from "../testing/need";

const dated = (patch: Partial<Draft> = {}): Draft => ({
  ...emptyDraft("p"),
  start_date: "2027-03-01",
  end_date: "2027-05-24",
  steps: [{ start_date: "2027-03-01", end_date: "2027-05-24", headcount: 2 }],
  ...patch,
});

describe("the days", () => {
  it("take a single row along", () => {
    const moved = withDays(dated(), { start_date: "2027-03-08", end_date: "2027-06-07" });
    expect(moved.steps).toEqual([{ start_date: "2027-03-08", end_date: "2027-06-07", headcount: 2 }]);
    expect(isWhole(moved)).toBe(true);
  });

  it("leave a row that stands by itself", () => {
    const rows = [
      { start_date: "2027-03-01", end_date: "2027-04-05", headcount: 2 },
      { start_date: "2027-04-12", end_date: "2027-05-03", headcount: 4 },
    ];
    expect(withDays(dated({ steps: rows }), { start_date: "2027-03-08", end_date: "2027-06-07" }).steps).toEqual([
      { start_date: "2027-03-08", end_date: "2027-04-05", headcount: 2 },
      { start_date: "2027-04-12", end_date: "2027-05-03", headcount: 4 },
    ]);
  });

  it("are split into whole weeks without a gap when a row is added", () => {
    expect(withMoreSteps(dated())).toEqual([
      { start_date: "2027-03-01", end_date: "2027-04-12", headcount: 2 },
      { start_date: "2027-04-12", end_date: "2027-05-24", headcount: 2 },
    ]);
  });
});

describe("a copy", () => {
  it("keeps days to come", () => {
    expect(copyOf(need({ answer_by: "2027-02-01" }), "2027-01-01")).toMatchObject({
      start_date: "2027-03-01",
      answer_by: null,
      occupation: "traarbetare",
    });
  });

  it("leaves days gone by to choose and keeps the peak", () => {
    const old = need({
      steps: [
        { start_date: "2027-03-01", end_date: "2027-04-05", headcount: 2, booked: 2 },
        { start_date: "2027-04-05", end_date: "2027-05-24", headcount: 5, booked: 0 },
      ],
    });
    expect(copyOf(old, "2027-03-01")).toMatchObject({
      start_date: "",
      end_date: "",
      steps: [{ start_date: "", end_date: "", headcount: 5 }],
    });
  });
});

describe("requirements", () => {
  const truck = { kind: "certificate" as const, code: "TRUCK" };
  it("stand in one list only", () => {
    const must = placeRequirement({ must: [], nice: [truck], teach: [] }, truck, "must");
    expect(must).toEqual({ must: [truck], nice: [], teach: [] });
    expect(placeRequirement(must, truck, null)).toEqual({ must: [], nice: [], teach: [] });
  });

  it("tell a skill and a certificate with the same code apart", () => {
    const skill = { kind: "skill" as const, code: "TRUCK" };
    expect(placeRequirement({ must: [truck], nice: [], teach: [] }, skill, "nice")).toEqual({
      must: [truck],
      nice: [skill],
      teach: [],
    });
  });
});

describe("what is sent", () => {
  it("is only what was changed", () => {
    const base = fromNeed(need());
    const draft = { ...base, hours_per_week: 30 };
    expect(changedFields(base, draft)).toEqual(["hours_per_week"]);
    expect(toBody(draft, changedFields(base, draft))).toEqual({ hours_per_week: 30 });
  });

  it("has no rows without days", () => {
    expect(toBody(emptyDraft(), ["steps"])).toEqual({ steps: [] });
  });
});

describe("approvals", () => {
  it("stay when only the number or the answer day changes", () => {
    const base = dated();
    expect(changesContent(base, { ...base, answer_by: "2027-02-01" })).toBe(false);
    const more = { ...base, steps: [{ start_date: "2027-03-01", end_date: "2027-05-24", headcount: 3 }] };
    expect(changesContent(base, more)).toBe(false);
  });

  it("are lifted when the days, the hours or the requirements change", () => {
    const base = dated();
    expect(changesContent(base, withDays(base, { end_date: "2027-06-07" }))).toBe(true);
    expect(changesContent(base, { ...base, hours_per_week: 30 })).toBe(true);
    const asked = placeRequirement(base.requirements, { kind: "licence", code: "B" }, "must");
    expect(changesContent(base, { ...base, requirements: asked })).toBe(true);
  });
});

describe("two who change the same need", () => {
  it("both get their way when they touched different things", () => {
    const base = dated();
    const { merged, clashes } = merge(base, { ...base, hours_per_week: 30 }, { ...base, description: "Ny text" });
    expect(clashes).toEqual([]);
    expect(merged).toMatchObject({ hours_per_week: 30, description: "Ny text" });
  });

  it("are asked about what both changed, and only when they disagree", () => {
    const base = dated();
    const mine = { ...base, hours_per_week: 30, minimum_age: 20 };
    const theirs = { ...base, hours_per_week: 35, minimum_age: 20 };
    expect(merge(base, mine, theirs).clashes).toEqual(["hours_per_week"]);
  });
});
