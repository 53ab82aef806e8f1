import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import en from "@/lib/messages/en.json";

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
