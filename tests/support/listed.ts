import { existsSync, readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

/** A test as a list in docs/ names it: `` `tests/x.test.ts` describe › title ``. */
export interface ListedTest {
  file: string;
  name: string;
}

/** The tests that a Markdown page's tables name, each written as `` `file` name ``, several in a cell parted by <br>. */
export function listedTests(page: string): ListedTest[] {
  const cells = readFileSync(page, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .flatMap((line) => line.split(/(?<!\\)\||<br>/));
  return cells.flatMap((cell) => {
    const found = /^\s*`((?:tests|e2e)\/[^`]+\.(?:test|spec)\.tsx?)` (.+?)\s*$/.exec(cell);
    return found ? [{ file: found[1]!, name: found[2]!.replaceAll("\\|", "|") }] : [];
  });
}

/** The names of the tests that a file declares, with those of the groups around them: `group › title`. */
export function declaredTests(file: string): string[] {
  if (!existsSync(file)) return [];
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    const [kind, title] = declaration(node);
    if (kind === "test") names.push([...groups, title].join(" › "));
    const inside = kind === "describe" ? [...groups, title] : groups;
    node.forEachChild((child) => visit(child, inside));
  };
  visit(source, []);
  return names;
}

/** The test files of a folder. */
export function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`)
    .sort();
}

/** `test("x", …)`, `test.each(rows)("x", …)`, `test.describe("x", …)` and the like. */
function declaration(node: ts.Node): [kind: "test" | "describe" | undefined, title: string] {
  if (!ts.isCallExpression(node)) return [undefined, ""];
  const [title] = node.arguments;
  const words = calleeWords(node.expression);
  if (!title || !ts.isStringLiteralLike(title) || !/^(test|it|describe)$/.test(words[0] ?? "")) {
    return [undefined, ""];
  }
  return [words.includes("describe") ? "describe" : "test", title.text];
}

function calleeWords(node: ts.Expression): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isPropertyAccessExpression(node)) return [...calleeWords(node.expression), node.name.text];
  return ts.isCallExpression(node) ? calleeWords(node.expression) : [];
}
