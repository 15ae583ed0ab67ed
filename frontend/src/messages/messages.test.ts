// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, type MessageFormatElement, TYPE } from "@formatjs/icu-messageformat-parser";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import ar from "./ar.json";
import context from "./context.json";
import en from "./en.json";
import sv from "./sv.json";

const swedish: Record<string, string> = sv;
const translations: Record<string, Record<string, string>> = { en, ar };
const notes: Record<string, { note: string; max: number }> = context;

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !/(\.test\.tsx?|\.d\.ts)$/.test(file))
  // The gallery is for developers and its sentences are samples.
  .filter((file) => !file.startsWith(join("app", "galleri")))
  .map((file) => {
    const text = readFileSync(join("src", file), "utf8");
    return { file, text, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX) };
  });

function argumentsOf(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.plural:
      case TYPE.select:
        return [element.value, ...Object.values(element.options).flatMap((option) => argumentsOf(option.value))];
      case TYPE.tag:
        return argumentsOf(element.children);
      default:
        return [element.value];
    }
  });
}
const argumentSet = (text: string) => [...new Set(argumentsOf(parse(text)))].toSorted();

const isMessage = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && /(^|\.)(t|formatMessage)$/.test(node.expression.getText());

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

const HAS_WORD = /\p{L}{2,}/u;
const SPOKEN = new Set(["aria-label", "label", "title", "placeholder", "description", "alt", "note", "confirm", "cancel"]);

describe("message files", () => {
  it("hold valid ICU messages", () => {
    for (const file of [swedish, ...Object.values(translations)]) {
      for (const [id, text] of Object.entries(file)) expect(() => parse(text), id).not.toThrow();
    }
  });

  it("have every id the code uses, and no other", () => {
    const literals = new Set<string>();
    // `role.${role}`: every id with that beginning counts as used.
    const heads: string[] = [];
    for (const { tree } of sources) {
      walk(tree, (node) => {
        if (ts.isStringLiteralLike(node)) literals.add(node.text);
        if (ts.isTemplateHead(node) && /^[a-z]+\.([a-z]+\.)*$/i.test(node.text)) heads.push(node.text);
      });
    }
    const prefixes = [...new Set(Object.keys(swedish).map((id) => `${id.split(".")[0]}.`))];
    const looksLikeId = new RegExp(`^(${prefixes.join("|").replaceAll(".", "\\.")})[\\w.]+$`);
    const used = [...literals].filter((text) => looksLikeId.test(text));
    expect(used.filter((id) => !(id in swedish))).toEqual([]);
    expect(Object.keys(swedish).filter((id) => !literals.has(id) && !heads.some((head) => id.startsWith(head)))).toEqual([]);
    expect(used.length).toBeGreaterThan(50);
  });

  it.each(Object.entries(translations))("%s says the same things with the same arguments", (_, file) => {
    for (const [id, text] of Object.entries(file)) {
      expect(swedish[id], id).toBeDefined();
      expect(argumentSet(text), id).toEqual(argumentSet(swedish[id] ?? ""));
    }
  });

  it.each(Object.entries(translations))("%s covers what a candidate meets, each with a note", (_, file) => {
    expect(Object.keys(notes).filter((id) => !(id in file))).toEqual([]);
    expect(Object.keys(file).filter((id) => !(id in notes))).toEqual([]);
  });

  it("stay within the room they have", () => {
    const long = Object.entries({ sv: swedish, ...translations }).flatMap(([language, file]) =>
      Object.entries(notes)
        .filter(([id, { max }]) => (file[id] ?? "").length > max)
        .map(([id]) => `${language} ${id}`),
    );
    expect(long).toEqual([]);
  });

  it("avoid the words that promise the wrong thing", () => {
    const wrong = /\bAI\b|\bscore\b|\brank|avvikelse|är du säker/i;
    expect(Object.entries(swedish).filter(([, text]) => wrong.test(text))).toEqual([]);
  });
});

describe("the code", () => {
  it("has no words of its own on the screen", () => {
    const found: string[] = [];
    for (const { file, tree } of sources) {
      walk(tree, (node) => {
        if (ts.isJsxText(node) && HAS_WORD.test(node.text)) found.push(`${file}: ${node.text.trim()}`);
        if (
          ts.isJsxAttribute(node) &&
          SPOKEN.has(node.name.getText()) &&
          node.initializer &&
          ts.isStringLiteral(node.initializer) &&
          HAS_WORD.test(node.initializer.text)
        ) {
          found.push(`${file}: ${node.getText()}`);
        }
      });
    }
    expect(found).toEqual([]);
  });

  it("never joins messages", () => {
    const found: string[] = [];
    for (const { file, tree } of sources) {
      walk(tree, (node) => {
        const joined =
          (ts.isBinaryExpression(node) &&
            node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
            (isMessage(node.left) || isMessage(node.right))) ||
          (ts.isTemplateSpan(node) && isMessage(node.expression));
        if (joined) found.push(`${file}: ${node.getText()}`);
      });
    }
    expect(found).toEqual([]);
  });
});
