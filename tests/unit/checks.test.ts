import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHECKS } from "@/lib/checks";
import en from "@/lib/messages/en.json";

const FOLDER = "db/sql/doctor";

test("every check of the doctor has words of its own", () => {
  const parts = readdirSync(FOLDER).filter((name) => name.startsWith("doctor_"));
  const made = parts.flatMap((name) =>
    [...readFileSync(join(FOLDER, name), "utf8").matchAll(/select '(\w+)',\s*'(?:error|warning|info)'/g)].map(
      ([, check]) => check,
    ),
  );
  expect([...new Set(made)].sort()).toEqual([...CHECKS].sort());
  expect(Object.keys(en.doctor.checks).sort()).toEqual([...CHECKS, "other"].sort());
});
