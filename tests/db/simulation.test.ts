import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { simulate } from "@/tests/support/simulation";

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

// The whole month, by driver: npm run bench -- deadlines.
test("over the night on which the clock is changed and a morning at work, a worker keeps every target", async () => {
  const kept = await simulate(database.sql, {
    lookSeconds: 15,
    from: "2026-03-28T22:00:00Z",
    to: "2026-03-30T09:00:00Z",
  });
  expect(kept.map(({ view, percent, breaches }) => [view, percent, breaches])).toEqual([
    ["sales", 100, 0],
    ["report", 100, 0],
    ["desk", 100, 0],
  ]);
  // What was to be overcome did come.
  expect(kept.reduce((sum, { failures }) => sum + failures, 0)).toBeGreaterThan(0);
}, 120_000);
