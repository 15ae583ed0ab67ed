import { describe, expect, it } from "vitest";
import { detect, isCoordination, numberProblem } from "./detect";

describe("what is typed into the one box", () => {
  it.each([
    ["19900101-2385", "number"],
    ["900101-2385", "number"],
    ["9001012385", "number"],
    ["19900101", "number"],
    ["900101-", "number"],
    ["900101+23", "number"],
    ["199001", "phone"],
    ["0701740605", "phone"],
    ["070-174 06 05", "phone"],
    ["+46 70 174 06 05", "phone"],
    ["08-465 004 99", "phone"],
    ["amina@exempel.se", "email"],
    ["Amina", "name"],
    ["Åsa Öberg", "name"],
    ["", "name"],
  ])("%s is a %s", (text, kind) => {
    expect(detect(text)).toBe(kind);
  });
});

describe("a number", () => {
  it.each([
    ["19900101-2385", null],
    ["900101 2385", null],
    ["701063–2391", null],
    ["19900101-2386", "check"],
    ["19901301-2385", "date"],
    ["19900132-2385", "date"],
    ["1990", "form"],
  ])("%s: %s", (text, problem) => {
    expect(numberProblem(text)).toBe(problem);
  });

  it("is a samordningsnummer when 60 is added to its day", () => {
    expect(isCoordination("701063-2391")).toBe(true);
    expect(isCoordination("900101-2385")).toBe(false);
    expect(isCoordination("701063-2392")).toBe(false);
  });
});
