// @vitest-environment node
import { describe, expect, it } from "vitest";
import { changesSite, type Draft, emptyDraft, merge, toBody } from "./draft";

const draft = (patch: Partial<Draft> = {}): Draft => ({ ...emptyDraft(), name: "Kvarteret", ...patch });
const tutor = { name: "Ann Exempel", occupation: "murare", languages: ["sv"], hours_per_week: 8 };

describe("a project", () => {
  it("leaves adding up named tutors' hours to the server", () => {
    const fields = ["tutors", "tutor_hours_per_week"] as const;
    expect(toBody(draft({ tutors: [tutor], tutor_hours_per_week: 99 }), fields)).toEqual({ tutors: [tutor] });
    expect(toBody(draft({ tutor_hours_per_week: 12 }), fields)).toEqual({ tutors: [], tutor_hours_per_week: 12 });
  });

  it("lifts approvals when the site is another, not when its name is", () => {
    expect(changesSite(["name", "developer", "tutors"])).toBe(false);
    expect(changesSite(["name", "shift_start"])).toBe(true);
  });

  it("takes in what a colleague changed and asks only about what both did", () => {
    const base = draft();
    const mine = draft({ area: "Norra", dwellings: 40 });
    const theirs = draft({ area: "Södra", developer: "Bygg AB" });
    const { merged, clashes } = merge(base, mine, theirs);
    expect(clashes).toEqual(["area"]);
    expect(merged).toEqual(draft({ area: "Norra", dwellings: 40, developer: "Bygg AB" }));
  });
});
