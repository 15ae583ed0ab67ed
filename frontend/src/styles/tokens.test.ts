// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");
const tokens = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map((m) => [
    m[1] as string,
    { light: m[2] as string, dark: m[3] as string },
  ]),
);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (hi + 0.05) / (lo + 0.05);
}

const SURFACES = ["paper", "sheet", "sunk", "tint", "yellow-tint", "brick-tint", "moss-tint"];
/** [foreground, backgrounds, least ratio]: 4.5 for text, 3 for shapes that carry meaning. */
const PAIRS: [string, string[], number][] = [
  ["ink", SURFACES, 7],
  ["muted", SURFACES, 4.5],
  ["blueprint", ["paper", "sheet", "sunk", "tint", "yellow-tint"], 4.5],
  ["blueprint-strong", ["paper", "sheet", "sunk", "tint"], 4.5],
  ["brick", ["paper", "sheet", "sunk", "tint", "brick-tint"], 4.5],
  ["moss", ["paper", "sheet", "sunk", "tint", "moss-tint"], 4.5],
  ["on-blueprint", ["blueprint", "blueprint-strong"], 4.5],
  ["on-brick", ["brick"], 4.5],
  ["on-yellow", ["yellow"], 4.5],
  ["edge", ["paper", "sheet", "sunk"], 3],
  ["drawing-line", ["drawing"], 4.5],
  ["yellow", ["drawing"], 3],
];
// --line only separates (rules between rows) and --yellow only underlines what words already say.
const DECORATION = ["line"];

describe("colour tokens", () => {
  it("names every colour token in a measured pair", () => {
    const named = new Set([...PAIRS.flatMap(([fg, bgs]) => [fg, ...bgs]), ...DECORATION]);
    expect([...tokens.keys()].filter((name) => !named.has(name))).toEqual([]);
    expect(tokens.size).toBeGreaterThan(18);
  });

  for (const theme of ["light", "dark"] as const) {
    it(`keeps its contrast in ${theme}`, () => {
      const failing = PAIRS.flatMap(([fg, bgs, least]) =>
        bgs.flatMap((bg) => {
          const ratio = contrast(
            tokens.get(fg)?.[theme] ?? "#000000",
            tokens.get(bg)?.[theme] ?? "#000000",
          );
          return ratio < least ? [`${fg} on ${bg}: ${ratio.toFixed(2)} < ${least}`] : [];
        }),
      );
      expect(failing).toEqual([]);
    });
  }

  it("agrees with the WCAG reference values", () => {
    expect(contrast("#000000", "#ffffff")).toBe(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});

describe("style sheets", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((f) => f.endsWith(".css"))
    .map((f) => [f, readFileSync(join("src", f), "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "")] as const);

  it("use logical properties only", () => {
    const physical =
      /(?<![\w-])((margin|padding|border|inset)-(left|right|top|bottom)\b|(left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)\s*:|text-align:\s*(left|right)|float:\s*(left|right))/;
    const hits = files.flatMap(([file, text]) =>
      text
        .split("\n")
        .filter((line) => !line.trimStart().startsWith("@media") && physical.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(files.length).toBeGreaterThan(3);
    expect(hits).toEqual([]);
  });

  it("take their colours from the tokens", () => {
    const hits = files
      .filter(([file]) => !file.endsWith("tokens.css"))
      .flatMap(([file, text]) => (text.match(/#[0-9a-f]{3,8}\b(?!.*\{)/gi) ?? []).map((c) => `${file}: ${c}`));
    expect(hits).toEqual([]);
  });
});
