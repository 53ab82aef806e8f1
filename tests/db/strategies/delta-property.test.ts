import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { runs, Schedules } from "@/tests/support/ledger/property";
import { NONE } from "@/tests/support/sessions";

const CI_RUNS = 60;
const RUNS = runs(CI_RUNS);

let database: TestDatabase;
let world: Schedules;

beforeAll(async () => {
  database = await createDatabase();
  world = await Schedules.make(database, async (sql) => {
    for (const { slug } of await sql<{ slug: string }[]>`select slug from frescura.views`) {
      await sql`select frescura.set_strategy(${slug}, 'delta')`;
    }
    // The schedules say what is found; each delta verified whole would take most of the time.
    await sql`insert into frescura.settings (key, value) values ('delta_proofs', '0')`;
  });
});

afterAll(async () => {
  await world.end();
  await database.drop();
});

test(`${RUNS} random schedules over managed tables: exact after each step, and after a refresh equal to the definition`, async () => {
  const modes = new Set<string>();
  await world.play(RUNS, RUNS > CI_RUNS, async (views, told) => {
    for (const { slug, view, definition } of views) {
      const [run] = await database.sql`select status from frescura.refresh(${slug}, 'test')`;
      expect(run, told).toEqual({ status: "completed" });
      const [difference] = await database.sql.unsafe(`
        select (select count(*) from ((${definition}) except all (table ${view})) x)::integer as missing,
               (select count(*) from ((table ${view}) except all (${definition})) x)::integer as surplus`);
      expect(difference, `${told}: ${slug}`).toEqual(NONE);
    }
    const ran = await database.sql<{ mode: string }[]>`select distinct mode from frescura.refresh_log
                                                        where mode is not null`;
    for (const { mode } of ran) modes.add(mode);
  });
  // Both ways were gone, and neither of a materialized view since the conversion.
  expect([...modes].filter((mode) => mode !== "concurrent" && mode !== "plain").sort()).toEqual([
    "delta",
    "rebuild",
  ]);
}, 43_200_000);
