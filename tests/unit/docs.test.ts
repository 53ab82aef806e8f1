import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "@/cli/program";
import packageJson from "@/package.json";

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync("docs").map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));
const text = new Map(PAGES.map((page) => [page, readFileSync(page, "utf8")]));

/** Everything in the pages that a pattern finds, with its page. */
function* found(pattern: RegExp, pages = PAGES) {
  for (const page of pages) for (const match of text.get(page)!.matchAll(pattern)) yield { page, match };
}

/** What is found and not true, as `page: words`. */
const wrong = (pattern: RegExp, isTrue: (match: RegExpExecArray, page: string) => boolean, pages = PAGES) =>
  [...found(pattern, pages)].flatMap(({ page, match }) =>
    isTrue(match, page) ? [] : [`${page}: ${match[0]}`],
  );

test("every link leads to a file", () => {
  const isThere = ([, target]: RegExpExecArray, page: string) => existsSync(join(dirname(page), target!));
  expect(wrong(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g, isThere)).toEqual([]);
});

test("every path in code marks exists", () => {
  const roots = readdirSync(".", { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  const isThere = ([, path]: RegExpExecArray) => {
    const [root] = path!.split("/");
    // A pattern stands for many, and a word with a slash need not be a path.
    return !roots.includes(root!) || /[<>*{}…]/.test(path!) || existsSync(path!);
  };
  expect(wrong(/`((?:[\w.()[\]<>*{}…-]+\/)+[\w.()[\]<>*{}…-]*)`/g, isThere)).toEqual([]);
});

test("every npm script exists", () => {
  const scripts = Object.keys(packageJson.scripts);
  expect(wrong(/\bnpm run (?:-s )?([a-z][\w:-]*)/g, ([, name]) => scripts.includes(name!))).toEqual([]);
});

test("every command of frescura exists", () => {
  const commands = (parent = commandLine(process), before = ""): string[] =>
    parent.commands.flatMap((command) => {
      const name = `${before}${command.name()}`;
      return [name, ...commands(command, `${name} `)];
    });
  const known = new Set(commands());
  const isKnown = ([, words]: RegExpExecArray) => {
    const [first, second] = words!.split(" ");
    return known.has(`${first} ${second}`) || known.has(first!) || CONNECTIONS.has(first!);
  };
  expect(
    wrong(/(?<!schema )\bfrescura (?:-- )?([a-z][a-z-]+(?: [a-z][a-z-]+)?)(?=[\s`"])/g, isKnown, inCode()),
  ).toEqual([]);
});

/** How sessions of ours are called in pg_stat_activity. */
const CONNECTIONS = new Set(["live", "read"]);

/** Pages without those whose prose says "Frescura does": commands are looked for where they are written as code. */
function inCode(): string[] {
  for (const page of PAGES) {
    const code = [...text.get(page)!.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)]
      .map(([match]) => match)
      .join("\n");
    text.set(`${page} (code)`, code);
  }
  return PAGES.map((page) => `${page} (code)`);
}

test("every name of the database exists", () => {
  const names = new Set(
    readdirSync("db/sql", { recursive: true, encoding: "utf8" }).map((path) =>
      path.replace(/^.*\/|\.sql$/g, ""),
    ),
  );
  const made = /^(ledger|capture|threshold|lookup|definition|alert_when)(_|$)/;
  expect(
    wrong(
      /\bfrescura\.([a-z_]+)\b(?!\.)/g,
      ([, name]) => names.has(name!) || made.test(name!) || FILES.has(name!),
    ),
  ).toEqual([]);
  // The façade's, and those of the source; in the list of changes also what a name was.
  const facade = readdirSync("db/sql/facade").map((name) => name.replace(/\.sql$/, ""));
  const pages = PAGES.filter((page) => page !== "CHANGELOG.md");
  expect(wrong(/\bmv_[a-z_]+\b/g, ([name]) => facade.includes(name), pages)).toEqual([]);
});

/** What follows `frescura.` in names that are not the database's: files, addresses. */
const FILES = new Set(["ts", "demo", "example", "test", "vercel", "service"]);
