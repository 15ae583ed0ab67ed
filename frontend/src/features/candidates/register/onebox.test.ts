import { describe, expect, it } from "vitest";
import { BLANK } from "../record/values";
import { mainLanguage, withLevel, withMain } from "../fields/Language";
import { lastDay } from "../fields/Certificates";
import { lacking } from "./lacking";
import { readOneBox } from "./onebox";

describe("one box", () => {
  it.each([
    ["  amina   warsame ", { first_name: "Amina", last_name: "Warsame" }],
    ["Åsa", { first_name: "Åsa", last_name: "" }],
    ["Carlos de la Cruz", { first_name: "Carlos", last_name: "de la Cruz" }],
    ["أمينة ورسمة", { first_name: "أمينة", last_name: "ورسمة" }],
    ["070-174 06 05", { phone: "070-174 06 05" }],
    ["+46 70 174 06 05", { phone: "+46 70 174 06 05" }],
    ["811218-9876", { identity: { number: "811218-9876", grade: "", no_number_reason: "" } }],
    ["Amina@Exempel.test", { email: "amina@exempel.test" }],
    ["", {}],
  ])("reads %j", (text, said) => {
    expect(readOneBox(text)).toEqual(said);
  });
});

describe("the minimum record", () => {
  it("names every field that is missing", () => {
    expect(Object.keys(lacking(BLANK))).toEqual([
      "first_name",
      "last_name",
      "phone",
      "birth_date",
      "languages",
      "municipality",
      "available_from",
      "wishes",
    ]);
  });

  it("is whole with one way to reach the person", () => {
    const whole = {
      ...BLANK,
      first_name: "Amina",
      last_name: "Warsame",
      email: "a@exempel.test",
      birth_date: "1990-05-01",
      languages: withLevel(withMain([], "so"), "sv", 2),
      municipality: "0180",
      available_from: "2026-04-01",
      wishes: [{ occupation: "golv", rung: 0 as const }],
    };
    expect(lacking(whole)).toEqual({});
    expect(lacking({ ...whole, languages: withMain([], "so") })).toEqual({ swedish: "register.need.swedish" });
  });
});

describe("languages", () => {
  it("keeps the level of Swedish when the language spoken best changes", () => {
    const somali = withLevel(withMain([], "so"), "sv", 2);
    expect(withMain(somali, "ar")).toEqual([
      { language: "ar", level: 6 },
      { language: "sv", level: 2 },
    ]);
    expect(mainLanguage(withMain(somali, "ar"))).toBe("ar");
  });

  it("asks for the level again when Swedish was the best and no longer is", () => {
    const swedish = withMain([], "sv");
    expect(mainLanguage(swedish)).toBe("sv");
    expect(withMain(swedish, "so")).toEqual([{ language: "so", level: 6 }]);
  });
});

describe("the last day of a certificate", () => {
  it.each([
    ["2026-01-19", 60, "2031-01-19"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2026-08-31", 6, "2027-02-28"],
    ["2026-11-15", 3, "2027-02-15"],
  ])("%s and %i months is %s", (issued, months, last) => {
    expect(lastDay(issued, months)).toBe(last);
  });

  it("never comes for one without an end", () => {
    expect(lastDay("2026-01-19", null)).toBeNull();
  });
});
