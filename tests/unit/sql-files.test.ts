import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

const ROOT = "db/sql";
const COLUMNS_MAX = 120;
const LINES_MAX = 150;

const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".sql"))
  .map((path) => ({ path, name: basename(path, ".sql"), text: readFileSync(join(ROOT, path), "utf8") }));
/** All but the grants, which speak of every object. */
const objects = files.filter(({ path }) => path !== "api.sql");
const ours = objects.filter(({ path }) => !path.startsWith("facade/"));
/** Where the application asks by SQL of its own. */
const queries = readdirSync("db/queries", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join("db/queries", path), "utf8") }));

/** Where a rule is broken, as `file:line text`. */
function lines(of: typeof files, isWrong: (line: string) => boolean): string[] {
  return of.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, n) => (isWrong(line) ? [`${path}:${n + 1} ${line}`] : [])),
  );
}

/** The one object that a file is named after. */
function expected({ path, name }: (typeof files)[number]): string {
  if (path === "pg_cron/cron_job.sql") return "cron.job";
  return `${path.startsWith("facade/") ? "public" : "frescura"}.${name}`;
}

/** What a file makes, or whose comments it holds, each once. */
function objectsOf(text: string): string[] {
  const found = [
    ...text.matchAll(/^\s*create (?:or replace )?(?:function|procedure|view) ([\w.]+)/gm),
    ...text.matchAll(/^\s*comment on (?:function|procedure|view|table|sequence) ([\w.]+)/gm),
  ];
  return [...new Set(found.map(([, object]) => object!))];
}

test("every line stays within the width of a page", () => {
  expect(lines(files, (line) => line.length > COLUMNS_MAX)).toEqual([]);
});

test("every file that reaches a database is ASCII, so that one of any encoding can read it", () => {
  const folders = [ROOT, "db/strategy", "db/upgrade", "db/uninstall", "drizzle"];
  const all = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".sql"))
      .map((path) => ({ path, name: folder, text: readFileSync(join(folder, path), "utf8") })),
  );
  expect(lines(all, (line) => /\P{ASCII}/u.test(line))).toEqual([]);
});

test("every file is short enough to be read at once", () => {
  const long = objects.filter(({ text }) => text.split("\n").length > LINES_MAX + 1);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test("every file holds the one object that it is named after", () => {
  expect(objects.map((file) => [file.path, objectsOf(file.text)])).toEqual(
    objects.map((file) => [file.path, [expected(file)]]),
  );
});

test("no file drops before it makes: what is stale or of another signature, migrate drops", () => {
  expect(lines(objects, (line) => /^drop /.test(line))).toEqual([]);
});

test("nothing is called as it was in the layout before schema frescura", () => {
  expect(lines(ours, (line) => line.includes("public.mv_"))).toEqual([]);
});

test("no two objects share a name, so that one guess finds each", () => {
  const names = ours.map(({ name }) => name);
  expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
});

const known = [...ours.find(({ name }) => name === "setting")!.text.matchAll(/^ {4}when '(\w+)' then/gm)].map(
  ([, key]) => key!,
);
const asking = [...ours.filter(({ name }) => name !== "setting"), ...queries];

test("every setting that is asked for has a default, and every default is asked for", () => {
  const asked = asking
    .flatMap(({ text }) => [...text.matchAll(/frescura\.setting\(([^)]*)\)/g)])
    .flatMap(([, argument]) => [...argument!.matchAll(/(?:^|then |else )'(\w+)'/g)].map(([, key]) => key!));
  expect([...new Set(asked)].sort()).toEqual(known.sort());
});

test("a setting whose default stands where it is asked for is asked for there alone", () => {
  const keys = asking.flatMap(({ text }) =>
    [...text.matchAll(/frescura\.setting_or\('(\w+)', /g)].map(([, key]) => key!),
  );
  expect(keys).not.toEqual([]);
  expect(keys.filter((key, n) => keys.indexOf(key) !== n || known.includes(key))).toEqual([]);
});

test("no reason is matched by its words: it is a code, and its facts stand beside it", () => {
  expect(
    lines(files, (line) => /\b\w*(reason|finding|message)\w*\s+(not\s+)?(like|ilike|similar)\b/i.test(line)),
  ).toEqual([]);
});
