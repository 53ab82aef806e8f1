import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import {
  expectBaseline,
  expectExact,
  expectUnknown,
  pending,
  takeBaseline,
} from "@/tests/support/ledger/lab";
import { TestRoles } from "@/tests/support/roles";

let database: TestDatabase;
let roles: TestRoles;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  roles = new TestRoles(sql());
  await change(`
    create function net(numeric) returns numeric language sql immutable as 'select $1 / 2';
    create table bill (id int primary key, client text, amount numeric not null default 0);
    create table tick (client text, amount numeric);
    insert into bill values (1, 'Ana', 100), (2, 'Eva', 200);
    create materialized view bill_mv as select id, client, net(amount) as net from bill;
    create unique index on bill_mv (id);
    create materialized view tick_mv as select client, sum(amount) as amount from tick group by client;
    create unique index on tick_mv (client);
    select frescura.register('bill_mv', 'bill'), frescura.register('tick_mv', 'tick');
    select frescura.track('bill', 'bill', array['r.id'], 'r.amount');
    select frescura.track('tick', 'tick', array['r.client'], 'r.amount')`);
  await takeBaseline(sql(), "bill", "tick");
});
afterEach(async () => {
  for (const slug of ["bill", "tick"]) await expectBaseline(sql(), slug);
});
afterAll(() => database.drop());

const cures = async (check: string) =>
  (await sql()`select cure from frescura.doctor('bill') where check_name = ${check}`).map(({ cure }) => cure);

test("a source made unlogged is unknown at once, and the cure of the doctor helps", async () => {
  await change("alter table bill set unlogged");
  await expectUnknown(sql(), "bill", "capture_off");
  await sql()`select frescura.refresh('bill', 'test')`;
  await expectUnknown(sql(), "bill", "capture_off");
  const [cure] = await cures("unlogged");
  await change(cure);
  expect(await cures("unlogged")).toEqual([]);
});

test("a function of the definition with another body is another definition", async () => {
  await change(
    "create or replace function net(numeric) returns numeric language sql immutable as 'select $1 / 4'",
  );
  await expectUnknown(sql(), "bill", "recreated");
});

describe("policies that decide what the view's owner sees", () => {
  test("refuse to be tracked, and are noticed when they come later", async () => {
    const owner = await roles.create("owner");
    await change(`
      grant usage, create on schema public to ${owner}; grant select on bill to ${owner};
      alter materialized view bill_mv owner to ${owner}`);
    await expectBaseline(sql(), "bill");
    await change(`
      alter table bill enable row level security;
      create policy mine on bill using (client = current_setting('app.client', true))`);
    expect(await pending(sql(), "bill")).toEqual([{ known: false, reason: "capture_off" }]);
    expect(await cures("row_security")).toHaveLength(1);
    await expect(
      sql()`select frescura.track('bill', 'bill', array['r.id'], 'r.amount')`,
    ).rejects.toMatchObject({
      code: "0A000",
      constraint_name: "row_security",
    });
    await change(`
      alter table bill disable row level security; drop policy mine on bill;
      alter materialized view bill_mv owner to current_user;
      revoke usage, create on schema public from ${owner}; revoke select on bill from ${owner}`);
    await expectBaseline(sql(), "bill");
    await roles.drop();
  });
});

describe("what is pending is never less than there is", () => {
  const amounts = async (slug: string) =>
    (await pending(sql(), slug)).map(({ transactions, amount }) => ({ transactions, amount }));

  test.each(["before", "after"])("with an amount that a trigger %s the write fills in", async (when) => {
    await change(`
      create function fill() returns trigger language plpgsql as $$ begin
        ${when === "before" ? "new.amount := 20000;" : "update bill set amount = 20000 where id = new.id;"}
        return new; end $$;
      create trigger fill ${when} insert on bill for each row execute function fill();
      insert into bill (id, client) values (10, 'Luz');
      drop trigger fill on bill; drop function fill()`);
    expect(await amounts("bill")).toEqual([{ transactions: 1, amount: 20000 }]);
    await expectExact(sql(), "bill");
    await change("delete from bill where id = 10");
  });

  test.each([
    [
      "deleted and inserted again",
      "delete from bill where id = 1; insert into bill values (1, 'Ana', 500)",
      500,
    ],
    [
      "inserted, then changed",
      "insert into bill values (11, 'Ana', 5); update bill set amount = 7 where id = 11",
      7,
    ],
    ["changed twice", "update bill set amount = 9 where id = 2; update bill set amount = 3 where id = 2", 3],
    [
      "inserted on conflict",
      "insert into bill values (2, 'Eva', 8) on conflict (id) do update set amount = excluded.amount",
      8,
    ],
  ])("of a row that is %s", async (_what, write, amount) => {
    await sql().begin((tx) => tx.unsafe(write));
    expect(await amounts("bill")).toEqual([{ transactions: 1, amount }]);
    await expectExact(sql(), "bill");
  });

  test("of rows that are alike and have no key", async () => {
    await change("insert into tick values ('Ana', 10), ('Ana', 10); insert into tick values ('Ana', 10)");
    expect(await amounts("tick")).toEqual([{ transactions: 3, amount: 30 }]);
    await expectExact(sql(), "tick");
  });
});
