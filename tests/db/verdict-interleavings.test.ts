import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Gate, Sessions } from "@/tests/support/sessions";
import { waitForLock } from "@/tests/support/wait";

let database: TestDatabase;
let sessions: Sessions;
let gate: Gate;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
});
beforeEach(async () => {
  sessions = new Sessions(database.url);
  gate = await Gate.make(sessions);
  await sql().unsafe(`
    create table item (id integer primary key);
    insert into item values (1);
    create table slow (low boolean not null, high boolean not null);
    insert into slow values (false, false);
    create function held(boolean) returns boolean language plpgsql volatile as
      $$ begin return case when $1 then public.gate() else true end; end $$;
    create materialized view low as select id, public.held((select s.low from public.slow s)) as passed from item;
    create unique index on low (id);
    create materialized view high as select id, public.held((select s.high from public.slow s)) as passed from low;
    create unique index on high (id);
    select frescura.register('low'), frescura.register('high');
    select frescura.refresh('low')`);
  await sql()`select frescura.refresh('high')`;
});
afterEach(async () => {
  await sessions.end();
  await sql().unsafe(`delete from frescura.views where slug in ('low', 'high');
    drop table item cascade; drop table slow cascade; drop function held(boolean)`);
});
afterAll(() => database.drop());

const asOf = async (view: string) =>
  (await sql()`select data_as_of from frescura.verdict(${view})`)[0]!.data_as_of as Date | null;
const rows = async (view: string) => (await sql()`select count(*)::int as n from ${sql()(view)}`)[0]!.n;

test("a view whose refresh read the one below before that was refreshed is as old as it was", async () => {
  const before = await asOf("low");
  await gate.shut();
  await sql()`update slow set high = true`;
  const above = await sessions.start();
  const refreshing = above.sql`select status from frescura.refresh('high')`.execute();
  await waitForLock(sql(), above.pid);
  await sql()`insert into item values (2)`;
  expect([...(await sql()`select status from frescura.refresh('low')`)]).toEqual([{ status: "completed" }]);
  await gate.lift();
  expect([...(await refreshing)]).toEqual([{ status: "completed" }]);
  expect(await rows("high")).toBe(1);
  expect(await asOf("high")).toEqual(before);
  expect((await asOf("low"))!.getTime()).toBeGreaterThan(before!.getTime());
});

test("a view that waits for the one below to be swapped is as of what it then reads", async () => {
  await sql().unsafe("drop index low_id_idx; insert into item values (2)");
  await gate.shut();
  await sql()`update slow set low = true`;
  const below = await sessions.start();
  const first = below.sql`select status from frescura.refresh('low')`.execute();
  await waitForLock(sql(), below.pid);
  const above = await sessions.start();
  const second = above.sql`select status from frescura.refresh('high')`.execute();
  await waitForLock(sql(), above.pid);
  await gate.lift();
  expect([...(await first), ...(await second)]).toEqual([{ status: "completed" }, { status: "completed" }]);
  expect(await rows("high")).toBe(2);
  // Its own refresh began first; no younger than what it read.
  const [low, high] = [await asOf("low"), await asOf("high")];
  expect(high!.getTime()).toBeGreaterThanOrEqual(low!.getTime());
});

test("a view whose refresh another hand's refresh below overlaps is of unknown age", async () => {
  await gate.shut();
  await sql()`update slow set high = true`;
  const above = await sessions.start();
  const refreshing = above.sql`select status from frescura.refresh('high')`.execute();
  await waitForLock(sql(), above.pid);
  await sql().unsafe("insert into item values (2)");
  await sql().unsafe("refresh materialized view concurrently low");
  await gate.lift();
  expect([...(await refreshing)]).toEqual([{ status: "completed" }]);
  expect(await asOf("high")).toBeNull();
});
