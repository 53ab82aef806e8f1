import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import en from "@/lib/messages/en.json";

const FOLDER = "db/sql/doctor/host";
const PREFIX = "host_";
/** Of no function: what a session finds out, and the page of one that it does not know. */
const OF_NONE = ["session", "other"];

const facts = readdirSync(FOLDER).map((file) => ({
  name: file.slice(PREFIX.length, -".sql".length),
  text: readFileSync(join(FOLDER, file), "utf8"),
}));
const words: Record<string, { title: string; words: string }> = en.doctor.host.facts;

/** The cases of `{code, select, …}`: what stands right before a brace that opens within it. */
function codesOf(text: string): string[] {
  const begin = text.indexOf("{code, select, ");
  const codes: string[] = [];
  for (let n = begin + 1, depth = 1; begin >= 0 && depth > 0; n++) {
    if (text[n] === "}") depth--;
    if (text[n] === "{" && depth++ === 1) codes.push(/(\w+) $/.exec(text.slice(0, n))![1]!);
  }
  return codes;
}

test("every fact of the host has words of its own, and all words are of a fact", () => {
  expect(Object.keys(words).sort()).toEqual([...facts.map(({ name }) => name), ...OF_NONE].sort());
});

test("every fact that the words name is in the detail, and every code that they tell apart is given", () => {
  const unknown = facts.flatMap(({ name, text }) => {
    const named = [...words[name]!.words.matchAll(/\{(\w+)[,}]/g)].map(([, fact]) => fact!);
    const codes = codesOf(words[name]!.words);
    return [...named, ...codes.filter((code) => code !== "other")].flatMap((word) =>
      text.includes(`'${word}'`) ? [] : [`${name}: ${word}`],
    );
  });
  expect(unknown).toEqual([]);
});
