import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import en from "@/lib/messages/en.json";
import { UNKNOWN_REASONS } from "@/lib/reasons";

const FOLDER = "db/sql/doctor/checks";
const PREFIX = "doctor_check_";
/** Of no check: what the doctor says of one that failed, and the page of one that it does not know. */
const OF_NONE = ["check_failed", "other"];

const checks = readdirSync(FOLDER).map((file) => ({
  name: file.slice(PREFIX.length, -".sql".length),
  file,
  text: readFileSync(join(FOLDER, file), "utf8"),
}));
const words: Record<string, { title: string; words: string }> = en.doctor.checks;

test("every file is a check that the doctor finds by its name", () => {
  expect(checks.filter(({ file }) => !file.startsWith(PREFIX))).toEqual([]);
});

test("every check has words of its own, and all words are of a check", () => {
  expect(Object.keys(words).sort()).toEqual([...checks.map(({ name }) => name), ...OF_NONE].sort());
});

test("every fact that the words of a check name is in its detail", () => {
  const unknown = checks.flatMap(({ name, text }) =>
    [...words[name]!.words.matchAll(/\{(\w+)[,}]/g)].flatMap(([, fact]) =>
      text.includes(`'${fact}'`) ? [] : [`${name}: ${fact}`],
    ),
  );
  expect(unknown).toEqual([]);
});

test("every reason for which it is not known what a view lacks is listed, with checks that there are", () => {
  const sources = ["tracking/baseline_status", "pending/pending_of", "pending/pending"];
  const [asked, of, failing] = sources.map(
    (path) => readFileSync(`db/sql/${path}.sql`, "utf8").split("comment on")[0]!,
  );
  const told = [
    ...asked!.matchAll(/(?:then|else|reason :=) '(\w+)'/g),
    ...of!.matchAll(/reason := '(\w+)'/g),
    ...failing!.matchAll(/select false, '(\w+)'/g),
  ].map(([, code]) => code!);
  expect([...new Set(told)].sort()).toEqual([...Object.keys(UNKNOWN_REASONS), "not_tracked"].sort());
  const named = Object.values(UNKNOWN_REASONS).flat();
  expect(named.filter((name) => !checks.some((check) => check.name === name))).toEqual([]);
});

test("no cure makes anybody a member of a superuser", () => {
  const granting = checks.filter(({ text }) => /format\('grant %I to/.test(text));
  expect(granting.map(({ name }) => name)).toEqual(["grants"]);
  expect(granting[0]!.text).toMatch(/rolsuper[\s\S]*format\('grant %I to/);
});
