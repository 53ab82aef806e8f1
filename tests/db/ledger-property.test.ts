import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { runs, Schedules } from "@/tests/support/ledger/property";

const CI_RUNS = 120;
const RUNS = runs(CI_RUNS);

let database: TestDatabase;
let world: Schedules;

beforeAll(async () => {
  database = await createDatabase();
  world = await Schedules.make(database);
});

afterAll(async () => {
  await world.end();
  await database.drop();
});

test(`${RUNS} random schedules: the live view is exact, and nothing pends untold`, async () => {
  await world.play(RUNS, RUNS > CI_RUNS);
  expect.hasAssertions();
}, 43_200_000);
