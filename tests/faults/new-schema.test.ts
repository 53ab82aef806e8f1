import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { MigrationError, migrate } from "@/db/migrate";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Processes } from "@/tests/support/processes";
import { until } from "@/tests/support/wait";

let database: TestDatabase;
const processes = new Processes();
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  await sql()`delete from frescura.schedules`;
});
afterEach(() => processes.end());
afterAll(() => database.drop());

const sell = (folio: string) => sql()`insert into cpg_pos (folio, monto_total) values (${folio}, 25000)`;
const answered = (folio: string) =>
  until(`the event of ${folio} is answered`, async () => {
    const [row] = await sql()`
      select from frescura.refresh_triggers t join frescura.refresh_log l on l.id = t.refresh_id
        join cpg_pos p on p.id::text = t.source_key where p.folio = ${folio} and l.status = 'completed'`;
    return row;
  });

test("every function is renewed under a running worker, which goes on without a restart", async () => {
  const worker = processes.worker({ DATABASE_URL: database.url });
  await worker.until("listening for events");
  for (const round of [1, 2, 3]) {
    await Promise.all([migrate(database.url), sell(`ROUND-${round}`)]);
    await answered(`ROUND-${round}`);
  }
  expect(await sql()`select from frescura.refresh_log where status = 'running'`).toHaveLength(0);
  expect(await worker.end()).toBe(0);
});

test("a newer schema under an old instance: it goes on with what it knows, and refuses to migrate backwards", async () => {
  const worker = processes.worker({ DATABASE_URL: database.url });
  await worker.until("listening for events");
  // What a later version may do: new columns with defaults, new tables, and its migration on record.
  // Each by itself: together they would hold the tables in another order than the worker does.
  for (const table of ["frescura.views", "frescura.refresh_log", "frescura.refresh_triggers"]) {
    await sql().unsafe(`alter table ${table} add column later text not null default 'new'`);
  }
  await sql().unsafe("create table frescura.later (id bigint primary key)");
  await sql()`insert into frescura.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`;
  await sell("OLD-INSTANCE");
  await answered("OLD-INSTANCE");
  expect(worker.lines().filter(({ level }) => level >= 50)).toEqual([]);
  const refused = await migrate(database.url).catch((error) => error);
  expect(refused).toBeInstanceOf(MigrationError);
  expect(refused.message).toMatch(/older than the schema. Install the newer version/);
  expect(await worker.end()).toBe(0);
});
