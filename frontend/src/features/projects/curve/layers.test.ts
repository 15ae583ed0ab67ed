// @vitest-environment node
import { describe, expect, it } from "vitest";
import { OTHER, plot, thickest, toLayers } from "./layers";

const trade = (code: string, heads: number[]) => ({
  occupation: { code, name: code.toUpperCase() },
  heads,
  person_weeks: heads.reduce((a, b) => a + b, 0),
  peak: Math.max(...heads),
});
const FRAME = { inline: 110, block: 120, start: 10, end: 0, top: 20, bottom: 0 };

describe("layers", () => {
  it("are at most six, and the rest are one", () => {
    const trades = Array.from({ length: 9 }, (_, i) => trade(`t${i}`, [i + 1, 0.1]));
    const layers = toLayers({ trades }, "Övrigt");
    expect(layers.map(({ key }) => key)).toHaveLength(7);
    expect(layers.at(-1)).toEqual({ key: OTHER, name: "Övrigt", heads: [6, 0.3], peak: 6, personWeeks: 6.3 });
  });

  it("never call a single trade other", () => {
    const trades = Array.from({ length: 7 }, (_, i) => trade(`t${i}`, [i + 1]));
    expect(toLayers({ trades }, "Övrigt").some(({ key }) => key === OTHER)).toBe(false);
  });

  it("stand in the order the trades come to the site", () => {
    const trades = [trade("tak", [0, 0, 3]), trade("mark", [3, 0, 0]), trade("stomme", [0, 3, 0])];
    expect(toLayers({ trades }, "Övrigt").map(({ key }) => key)).toEqual(["mark", "stomme", "tak"]);
  });
});

describe("the plot", () => {
  it("stacks on the layer below and steps each week", () => {
    const layers = toLayers({ trades: [trade("a", [1, 2]), trade("b", [0, 2])] }, "Övrigt");
    const { drawn, y } = plot(layers, 2, FRAME);
    expect(y(0)).toBe(120);
    expect(y(4)).toBe(20);
    expect(drawn[0]?.path).toBe("M10,95L60,95L60,70L110,70L110,70L110,120L110,120L60,120L60,120L10,120Z");
    // b lies on a: between 2 and 4 in the second week.
    expect(drawn[1]?.label).toEqual({ x: 85, y: 45, thickness: 50 });
  });

  it("puts the name in the middle of the thick part", () => {
    expect(thickest([0, 1, 5, 5, 5, 1, 5])).toBe(3);
    expect(thickest([0, 0])).toBe(0);
  });
});
