import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MODE_REASONS, MODES } from "@/lib/reasons";

const FOLDER = "db/sql/refresh/strategies";

const files = readdirSync(FOLDER);

test("every file is a strategy that has a name in the contract, and every name a file", () => {
  expect(files.sort()).toEqual(MODES.map((mode) => `strategy_${mode}.sql`).sort());
});

test("every obstacle of a strategy has words", () => {
  const codes = files.flatMap((file) => {
    const [body = ""] = readFileSync(join(FOLDER, file), "utf8").split("comment on");
    return [...body.matchAll(/(?:then|obstacle :=) '(\w+)'/g)].map(([, code]) => code!);
  });
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.filter((code) => !MODE_REASONS.some((known) => known === code))).toEqual([]);
});
