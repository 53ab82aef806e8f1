import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import compile from "icu-minify/compile";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import en from "@/lib/messages/en.json";
import es from "@/lib/messages/es.json";

type Tree = string | { [key: string]: Tree };

function flatten(tree: Tree, path = ""): [string, string][] {
  if (typeof tree === "string") return [[path, tree]];
  return Object.entries(tree).flatMap(([key, value]) => flatten(value, path ? `${path}.${key}` : key));
}

/** Names of the values and tags in the parts of a compiled message; the parts are texts, 0 for #, and arrays. */
function namesOf(parts: unknown): string[] {
  if (!Array.isArray(parts)) return [];
  return parts.filter(Array.isArray).flatMap(([name, kind, ...rest]) => {
    // 1 to 3 are select and plurals, whose options hold parts; other numbers are formats; no number is a tag.
    const isChoice = typeof kind === "number" && kind >= 1 && kind <= 3;
    const inner = isChoice ? Object.values(rest[0]).flatMap(namesOf) : namesOf([kind, ...rest]);
    return [String(name), ...inner];
  });
}
const names = (message: string) => [...new Set(namesOf(compile(message)))].sort();

const english = new Map(flatten(en));
const spanish = new Map(flatten(es));

const files = ["app", "components", "lib"].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(room, name)),
);
const sources = files.map((file) => {
  const text = readFileSync(file, "utf8");
  // As TSX, the generic call of an arrow function would read as an element.
  const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
});

function visit(node: ts.Node, look: (node: ts.Node) => void) {
  look(node);
  node.forEachChild((child) => visit(child, look));
}

const literals = new Set<string>();
/** Beginnings of keys whose end is computed: t(`states.${status}`). */
const beginnings = new Set<string>();
for (const source of sources) {
  visit(source, (node) => {
    if (ts.isStringLiteral(node)) literals.add(node.text);
    if (ts.isTemplateExpression(node) && /^[a-zA-Z.]+\.$/.test(node.head.text))
      beginnings.add(node.head.text);
  });
}

describe("messages", () => {
  it("have the same keys in both languages", () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("have the same placeholders in both languages", () => {
    const differing = [...english].filter(
      ([key, message]) => String(names(message)) !== String(names(spanish.get(key) ?? "")),
    );
    expect(differing).toEqual([]);
  });

  it("are all used", () => {
    const used = (key: string) => literals.has(key) || [...beginnings].some((start) => key.startsWith(start));
    expect([...english.keys()].filter((key) => !used(key))).toEqual([]);
  });

  it("exist wherever they are asked for", () => {
    const missing: string[] = [];
    for (const source of sources) {
      visit(source, (node) => {
        if (!ts.isCallExpression(node)) return;
        const callee = node.expression.getText();
        const [key] = node.arguments;
        if ((callee !== "t" && callee !== "t.rich") || !key) return;
        if (ts.isStringLiteral(key) && !english.has(key.text)) missing.push(key.text);
        if (!ts.isTemplateExpression(key)) return;
        const known = [...english.keys()].some((one) => one.startsWith(key.head.text));
        if (!known) missing.push(key.head.text);
      });
    }
    expect(missing).toEqual([]);
  });
});

/** Attributes that people read or hear. */
const SPOKEN = new Set(["aria-label", "aria-description", "placeholder", "title", "alt", "label", "note"]);
const hasWord = (text: string) => /\p{L}{2}/u.test(text);

describe("pages and components", () => {
  it("have no hard-coded text", () => {
    const found: string[] = [];
    for (const source of sources) {
      const note = (node: ts.Node) => {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${source.fileName}:${line + 1} ${node.getText().trim()}`);
      };
      visit(source, (node) => {
        if (ts.isJsxText(node) && hasWord(node.text)) note(node);
        if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
          if (node.expression && ts.isStringLiteral(node.expression) && hasWord(node.expression.text))
            note(node);
        }
        if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText())) {
          const value = node.initializer;
          if (value && ts.isStringLiteral(value) && hasWord(value.text)) note(node);
        }
      });
    }
    expect(found).toEqual([]);
  });
});
