// @vitest-environment node
import { describe, expect, it } from "vitest";
import { proposal } from "../testing/samples";
import { chips, tellingReasons } from "./reasons";
import { segments } from "./ValueBar";

describe("reasons", () => {
  it("begin with the three rules that tell most, then the largest for and against", () => {
    const shown = tellingReasons(proposal());
    expect(shown).toEqual([
      { kind: "must", text: "Får intyget genom kurs." },
      { kind: "must", text: "Reser 34 minuter." },
      { kind: "must", text: "Talar dari med laget." },
      { kind: "plus", text: "Önskat yrke: +5,2." },
      { kind: "minus", text: "Resväg: −3,0." },
    ]);
  });

  it("never hide a warning or an unknown fact", () => {
    const reasons = [
      ...proposal().reasons,
      { code: "renewal", kind: "minus", sentence_sv: "Intyget går ut." } as const,
      { code: "nice", kind: "missing", sentence_sv: "Kompetenser är inte kartlagda." } as const,
    ];
    const shown = tellingReasons(proposal({ reasons }));
    expect(shown.slice(-2)).toEqual([
      { kind: "minus", text: "Intyget går ut." },
      { kind: "missing", text: "Kompetenser är inte kartlagda." },
    ]);
  });

  it("leave courses to the path, which has their dates", () => {
    const shown = tellingReasons(proposal());
    expect(shown.filter(({ text }) => text.includes("vecka 1"))).toEqual([]);
  });
});

describe("chips", () => {
  it("name the way in, the best for and the most against", () => {
    expect(chips(proposal())).toEqual([
      { kind: "must", code: "course", courses: 1, name: "Heta arbeten" },
      { kind: "plus", code: "wish", courses: 0 },
      { kind: "minus", code: "travel", courses: 0 },
    ]);
  });

  it("put a warning before a part of the value", () => {
    const reasons = [...proposal().reasons, { code: "renewal", kind: "minus", sentence_sv: "Intyget går ut." } as const];
    expect(chips(proposal({ reasons, path: [] }))).toEqual([
      { kind: "must", code: "direct", courses: 0 },
      { kind: "plus", code: "wish", courses: 0 },
      { kind: "minus", code: "renewal", courses: 0 },
    ]);
  });
});

describe("the value as a picture", () => {
  it("lays what speaks for end to end and what speaks against back from there", () => {
    const parts = [
      { code: "work", label: "", value: 30 },
      { code: "wish", label: "", value: 10 },
      { code: "travel", label: "", value: -4 },
      { code: "cost", label: "", value: -6 },
    ];
    expect(segments(parts, 200)).toEqual({
      segments: [
        { code: "work", x: 0, width: 150, isMinus: false },
        { code: "wish", x: 150, width: 50, isMinus: false },
        { code: "travel", x: 180, width: 20, isMinus: true },
        { code: "cost", x: 150, width: 30, isMinus: true },
      ],
      end: 150,
    });
  });

  it("never draws outside itself when more speaks against than for", () => {
    const parts = [
      { code: "work", label: "", value: 2 },
      { code: "travel", label: "", value: -5 },
    ];
    expect(segments(parts, 100)).toEqual({
      segments: [
        { code: "work", x: 0, width: 100, isMinus: false },
        { code: "travel", x: 0, width: 100, isMinus: true },
      ],
      end: 0,
    });
  });
});
