import { afterEach, beforeEach, expect, test } from "vitest";
import { seedDemo } from "@/db/demo/seed";
import { migrate } from "@/db/migrate";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase({ template: "empty" });
});
afterEach(() => database.drop());

const names = async () => {
  const rows = await database.sql`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'S')
    union all select proname from pg_proc where pronamespace = 'public'::regnamespace order by 1`;
  return rows.map(({ name }) => name as string);
};

const FACADE = [
  "mv_health_check",
  "mv_refresh_log",
  "mv_refresh_metrics",
  "mv_refresh_triggers",
  "process_pending_mv_refreshes",
  "refresh_universal_transactions_logged",
];

test("a database that nobody here designed gets the contract's names in public, and nothing else", async () => {
  await migrate(database.url);
  expect(await names()).toEqual(FACADE);
});

test("a database with tables of the demo's names is left as it is, and so are its views", async () => {
  await database.sql.unsafe(`
    create table cpg_pos (theirs text); insert into cpg_pos values ('kept');
    create view universal_transactions_live as select theirs from cpg_pos;
    create materialized view universal_transactions_mv as select theirs from cpg_pos;
    create table payments (id int)`);
  const before = await names();
  await migrate(database.url);
  await migrate(database.url);
  expect(await names()).toEqual([...before, ...FACADE].sort());
  expect(await database.sql`select theirs from universal_transactions_live`).toEqual([{ theirs: "kept" }]);
  expect(await database.sql`select from frescura.views`).toHaveLength(0);
  const demo = await seedDemo(database.url, { password: "of the demo" });
  expect(demo.accounts).toEqual([]);
  expect(await database.sql`select theirs from cpg_pos`).toEqual([{ theirs: "kept" }]);
});

test("the demo stays out of a database in which somebody else has a table, however empty", async () => {
  await migrate(database.url);
  await database.sql.unsafe("create schema shop; create table shop.till (id int)");
  expect((await seedDemo(database.url, { password: "of the demo" })).accounts).toEqual([]);
  expect(await names()).toEqual(FACADE);
});

test("without the contract's view its names answer, or say that it is not there; with it they work", async () => {
  await migrate(database.url);
  const { sql } = database;
  const missing = { code: "42704", message: 'no registered view is called "universal-transactions"' };
  await expect(sql`select * from refresh_universal_transactions_logged()`).rejects.toMatchObject(missing);
  await expect(sql`insert into mv_refresh_triggers (operation) values ('request')`).rejects.toMatchObject(
    missing,
  );
  expect(await sql`select * from mv_health_check()`).toEqual([]);
  expect(await sql`select process_pending_mv_refreshes() as views`).toEqual([{ views: 0 }]);
  for (const view of ["mv_refresh_log", "mv_refresh_metrics", "mv_refresh_triggers"]) {
    expect(await sql`select from ${sql(view)}`).toHaveLength(0);
  }
  // A view of the company's own may take the name.
  await sql.unsafe(`
    create table bill (id int primary key); create materialized view universal_transactions_mv as select id from bill;
    select frescura.register('universal_transactions_mv')`);
  expect(await sql`select status from refresh_universal_transactions_logged()`).toEqual([
    { status: "completed" },
  ]);
  await sql`insert into mv_refresh_triggers (operation) values ('request')`;
  expect(await sql`select process_pending_mv_refreshes() as views`).toEqual([{ views: 1 }]);
});

test("a name that is taken is left out, and said; what stands there stays, and the rest works", async () => {
  await database.sql.unsafe(`
    create table mv_refresh_log (theirs text); insert into mv_refresh_log values ('kept');
    create function mv_health_check(theirs int) returns int language sql as 'select theirs'`);
  const said: string[] = [];
  await migrate(database.url, { say: (line) => said.push(line) });
  expect(said).toHaveLength(2);
  expect(said.join("\n")).toContain("public.mv_refresh_log is left out: the name is taken by a relation of");
  expect(said.join("\n")).toContain("public.mv_health_check is left out: the name is taken by a function of");
  expect(await database.sql`select theirs, mv_health_check(7) as seven from mv_refresh_log`).toEqual([
    { theirs: "kept", seven: 7 },
  ]);
  expect(await database.sql`select from mv_refresh_metrics`).toHaveLength(0);
  await migrate(database.url);
  expect(await database.sql`select theirs from mv_refresh_log`).toHaveLength(1);
});

test("all of it can be left out, and stays out", async () => {
  await migrate(database.url, { facade: false });
  expect(await names()).toEqual([]);
  await migrate(database.url);
  expect(await names()).toEqual([]);
});

test("an event that is written by hand is for the contract's view, and its columns are those of the table", async () => {
  await migrate(database.url);
  await database.sql.unsafe(
    "create materialized view universal_transactions_mv as select 1 as id; select frescura.register('universal_transactions_mv')",
  );
  await database.sql`insert into mv_refresh_triggers (priority, refresh_requested) values ('critical', true)`;
  expect(await database.sql`select process_pending_mv_refreshes() as views`).toEqual([{ views: 1 }]);
  const [log] = await database.sql`select * from mv_refresh_log`;
  const [row] = await database.sql`select * from frescura.refresh_log`;
  // What came after the contract stands in the table alone.
  const since = ["wal_bytes", "strategy", "keys", "rows_written", "rows_hot"];
  const contract = Object.keys(row!).filter((column) => !since.includes(column));
  expect(Object.keys(log!).sort()).toEqual(contract.sort());
  // A name that was public stays, where the table's has changed.
  const stays = (name: string) => name.replace("dead_letter", "set_aside");
  // What came later stands behind: a view of the customer's on the public one keeps it from being replaced.
  const [checked] = await database.sql`select * from mv_health_check()`;
  const [health] = await database.sql`select * from frescura.health()`;
  const later = ["verdict", "verdict_rank", "reasons", "data_as_of", "late_at"];
  expect([...Object.keys(checked!), ...later]).toEqual(Object.keys(health!).map(stays));
  const [event] = await database.sql`select * from mv_refresh_triggers`;
  const [own] = await database.sql`select * from frescura.refresh_triggers`;
  expect(Object.keys(event!).sort()).toEqual(Object.keys(own!).map(stays).sort());
});

test("nobody but the owner runs what is internal, and everyone may look for the SQL API", async () => {
  await migrate(database.url);
  const open = await database.sql`
    select p.proname as name from pg_proc p
     where p.pronamespace = 'frescura'::regnamespace
       and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0)) order by 1`;
  expect(open.length).toBeGreaterThan(20);
  expect(open.length).toBeLessThan(50);
  expect(open.map(({ name }) => name)).not.toContain("refresh_attempt");
});
