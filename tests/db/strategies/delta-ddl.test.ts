import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { expectExact, pending } from "@/tests/support/ledger/lab";

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  await change("delete from frescura.views");
});
afterAll(() => database.drop());

beforeEach(async () => {
  await change(`
    create table src (id int primary key, a int not null, amount int, note text);
    insert into src select g, g % 4, g, 'n' from generate_series(1, 12) g;
    create function doubled(n bigint) returns bigint language sql immutable as 'select 2 * n';
    create view between_them as select a, amount from src;
    create materialized view sums as select a, doubled(sum(amount)) as amount from between_them group by a;
    create unique index on sums (a);
    select frescura.register('sums'); select frescura.track('sums', 'src', array['r.a'], 'r.amount');
    select frescura.refresh('sums'); select frescura.set_strategy('sums', 'delta')`);
});
afterEach(async () => {
  await change(`
    do $$ declare v record; begin
      for v in select c.oid::regclass as name from pg_class c where c.relname ~ '^definition_[0-9]+$' and c.relkind = 'v' loop
        execute format('drop view %s', v.name); end loop; end $$;
    drop table if exists sums cascade;
    select frescura.unregister(slug) from frescura.views;
    drop view if exists between_them cascade; drop function doubled; drop table if exists src, sources cascade`);
});

const write = () => change("update src set amount = 100 where id = 1");
async function run() {
  await change("select frescura.refresh('sums')");
  const [row] = await change(
    "select status, mode, mode_reason, error_code from frescura.refresh_log order by id desc limit 1",
  );
  return row!;
}
const DELTA = { status: "completed", mode: "delta", mode_reason: null, error_code: null };
const rebuilt = (mode_reason: string) => ({
  status: "completed",
  mode: "rebuild",
  mode_reason,
  error_code: null,
});
async function expectEqual() {
  await expectExact(sql(), "sums");
  expect(await pending(sql(), "sums")).toEqual([]);
  const differing = await change(
    `(table sums except all table sums_live) union all (table sums_live except all table sums)`,
  );
  expect([...differing]).toEqual([]);
}

test("ADD COLUMN on a source: it goes on by delta", async () => {
  await change("alter table src add column more text default 'x'");
  await write();
  expect(await run()).toEqual(DELTA);
  await expectEqual();
});

test("DROP COLUMN that the view does not read, and ALTER TYPE of one: it goes on", async () => {
  await change("alter table src alter column note type varchar(20)");
  await write();
  expect(await run()).toMatchObject({ status: "completed" });
  await expectEqual();
  await change("alter table src drop column note");
  await write();
  expect(await run()).toMatchObject({ status: "completed" });
  await expectEqual();
});

test("ALTER TYPE and DROP of a column that it reads are refused by PostgreSQL, as for a materialized view", async () => {
  await expect(change("alter table src alter column amount type bigint")).rejects.toMatchObject({
    code: "0A000",
  });
  await expect(change("alter table src drop column amount")).rejects.toMatchObject({ code: "2BP01" });
  await write();
  expect(await run()).toEqual(DELTA);
});

test("RENAME of a column that it reads: the definition follows; captured or not, it is right after a refresh", async () => {
  await change("alter table src rename column amount to money");
  await change("update src set money = 100 where id = 1");
  await expectExactWhateverKnown();
  expect(await run()).toMatchObject({ status: "completed", mode: "rebuild" });
  const differing = await change(
    `select * from sums except all (select a, doubled(sum(money)) from src group by a)`,
  );
  expect([...differing]).toEqual([]);
});

test("RENAME of a source: unknown, then all is compared", async () => {
  await change("alter table src rename to sources; update sources set amount = 100 where id = 1");
  await expectExactWhateverKnown();
  expect(await run()).toEqual(rebuilt("capture_gap"));
  const differing = await change(
    `select * from sums except all (select a, doubled(sum(amount)) from sources group by a)`,
  );
  expect([...differing]).toEqual([]);
});

test("a function of the definition replaced: unknown, then all is compared", async () => {
  await change(
    "create or replace function doubled(n bigint) returns bigint language sql immutable as 'select 3 * n'",
  );
  expect(await pending(sql(), "sums")).toEqual([{ known: false, reason: "recreated" }]);
  expect(await run()).toEqual(rebuilt("definition_changed"));
  await expectEqual();
  expect(await sql()`select sum(amount)::integer as sum from sums`).toEqual([{ sum: 3 * 78 }]);
});

test("a plain view between replaced: unknown, then all is compared", async () => {
  await change("create or replace view between_them as select a, amount from src where id > 2");
  expect(await run()).toMatchObject({ status: "completed", mode: "rebuild" });
  await expectEqual();
});

test("the definition itself replaced: all is compared, and that is what it holds", async () => {
  const [row] = await change("select 'frescura.definition_' || id as name from frescura.views");
  await change(
    `create or replace view ${row!.name} as select a, doubled(sum(amount)) + 1 as amount from between_them group by a`,
  );
  await write();
  expect(await run()).toEqual(rebuilt("definition_changed"));
  await expectEqual();
});

test("TRUNCATE of a source: all is compared, and then it goes on by delta", async () => {
  await change("truncate src");
  await expectExact(sql(), "sums");
  expect(await run()).toEqual(rebuilt("whole_source_changed"));
  expect([...(await change("table sums"))]).toEqual([]);
  await change("insert into src values (1, 1, 1, 'n')");
  expect(await run()).toEqual(DELTA);
  await expectEqual();
});

test("a capture trigger switched off: all is compared, what went past it too", async () => {
  await change(
    "alter table src disable trigger user; update src set amount = 55 where id = 2; alter table src enable trigger user",
  );
  expect(await run()).toEqual(rebuilt("capture_gap"));
  const differing = await change(
    `select * from sums except all (select a, doubled(sum(amount)) from src group by a)`,
  );
  expect([...differing]).toEqual([]);
});

test("DROP … CASCADE takes the definition: each refresh fails and says so, and the rows stay", async () => {
  await change("drop view between_them cascade");
  expect(await run()).toMatchObject({ status: "failed", error_code: "42704" });
  expect(await sql()`select count(*)::integer as rows from sums`).toEqual([{ rows: 4 }]);
  expect((await sql()`select known from frescura.pending('sums')`)[0]).toEqual({ known: false });
});

test("a column added to the table itself: each refresh fails and says so, nothing is written", async () => {
  await change("alter table sums add column mine text");
  await write();
  expect(await run()).toMatchObject({ status: "failed", error_code: "42804" });
  await change("alter table sums drop column mine");
  expect(await run()).toMatchObject({ status: "completed" });
  await expectEqual();
});

test("an index of one's own on the table, and a grant: it goes on", async () => {
  await change("create index on sums (amount); grant select on sums to public");
  await write();
  expect(await run()).toMatchObject({ status: "completed" });
  await expectEqual();
  await write();
  expect(await run()).toEqual(DELTA);
});

test("a policy that hides rows of a source from us: the refresh fails instead of taking them for gone", async () => {
  await change(`
    alter view between_them set (security_invoker = true);
    create role delta_app; grant all on schema public to delta_app; grant all on all tables in schema public to delta_app;
    alter table src enable row level security; create policy few on src using (id < 3)`);
  const before = await change("table sums");
  await change(
    "grant usage on schema frescura to delta_app; grant all on all tables in schema frescura to delta_app; grant all on all sequences in schema frescura to delta_app; grant execute on all functions in schema frescura to delta_app; alter table sums owner to delta_app",
  );
  await change("set role delta_app; select frescura.refresh('sums'); reset role").catch(() =>
    change("reset role"),
  );
  const [row] = await change("select status, error_code from frescura.refresh_log order by id desc limit 1");
  expect(row).toMatchObject({ status: "failed", error_code: "42501" });
  expect([...(await change("table sums"))]).toEqual([...before]);
  await change("alter table sums owner to current_user; drop owned by delta_app; drop role delta_app");
});

/** The live view is exact although nothing is known by key: it goes by the definition. */
async function expectExactWhateverKnown() {
  expect((await pending(sql(), "sums"))[0]).toMatchObject({ known: false });
}
