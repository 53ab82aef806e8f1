import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { makeItems } from "@/tests/support/ledger/items";
import {
  expectBaseline,
  expectExact,
  expectUnknown,
  pending,
  pendingTransactions,
  takeBaseline,
  tracked,
} from "@/tests/support/ledger/lab";
import { hasPsql, psql } from "@/tests/support/psql";

const withPsql = await hasPsql();

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  await makeItems(sql());
});
afterAll(() => database.drop());

/** Runs a statement, checks that views are exact, and gives what each is said to lack. */
async function after(write: string, ...slugs: string[]) {
  await change(write);
  await expectExact(sql(), ...slugs);
  return Promise.all(slugs.map((slug) => pending(sql(), slug)));
}

const mxn = (transactions: number, keys: number, rows: number, amount: number) => ({
  class: "normal",
  currency: "MXN",
  transactions,
  keys,
  rows,
  amount,
});
const usd = (transactions: number, keys: number, rows: number, amount: number) => ({
  ...mxn(transactions, keys, rows, amount),
  currency: "USD",
});

test.each([
  ["an enum", "create type phase as enum ('draft', 'done')", "phase", "'draft'", "r.word"],
  ["a uuid", "select", "uuid", "md5('x')", "md5(r.word)"],
  ["a domain", "create domain code as uuid", "code", "md5('y')", "md5(r.word)"],
])("an expression that is text for a key that is %s", async (_what, make, type, constant, expression) => {
  await change(`
    ${make};
    create table worded (id int primary key, word text not null); insert into worded values (1, 'draft'), (2, 'done');
    create table noted (id int primary key, n int); insert into noted values (1, 1);
    create materialized view worded_mv as
      select 'w' as kind, (${expression})::${type} as key, count(*) as n from worded r group by 2
      union all select 'n', (${constant})::${type}, sum(n) from noted;
    create unique index on worded_mv (kind, key); select frescura.register('worded_mv', 'worded');
    select frescura.track('worded', 'worded', array[$$'w'$$, $$${expression}$$]);
    select frescura.track('worded', 'noted', array[$$'n'$$, $$${constant}$$])`);
  await takeBaseline(sql(), "worded");
  await change(
    "insert into worded values (3, 'done'); update noted set n = 5; delete from worded where id = 1",
  );
  await expectExact(sql(), "worded");
  expect(await pendingTransactions(sql(), "worded")).toBe(3);
  await takeBaseline(sql(), "worded");
  await change("select frescura.unregister('worded'); drop table worded, noted cascade");
});

test("parallel workers see the live view as everyone does, what the transaction itself wrote included", async () => {
  await takeBaseline(sql(), "item");
  await sql()
    .begin(async (tx) => {
      await tx.unsafe(`set local min_parallel_table_scan_size = 0; set local parallel_setup_cost = 0;
        set local parallel_tuple_cost = 0; set local min_parallel_index_scan_size = 0`);
      await tx.unsafe(
        "update item set amount = amount + 1 where id in (1, 2); delete from item where id = 3",
      );
      const { live, definition } = await tracked(sql(), "item");
      const sums = (relation: string) =>
        tx.unsafe(`select count(*)::integer as rows, sum(amount)::float8 as amount from ${relation} q`);
      const plan = await tx.unsafe(`explain select count(*), sum(amount) from ${live}`);
      expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("Gather");
      expect([...(await sums(live))]).toEqual([...(await sums(`(${definition})`))]);
      throw new Error("taken back");
    })
    .catch((error: Error) => expect(error.message).toBe("taken back"));
});

describe("what a statement leaves pending, by hand", () => {
  afterEach(() => takeBaseline(sql(), "item", "region"));

  test.each<[string, string, object[], object[]]>([
    [
      "insert",
      "insert into item values (20, 'r9', 5), (21, 'r9', 6)",
      [mxn(2, 2, 2, 11)],
      [mxn(2, 1, 2, 11)],
    ],
    ["update of a value", "update item set amount = 50 where id = 2", [mxn(1, 1, 1, 50)], [mxn(1, 1, 1, 50)]],
    [
      "update twice",
      "update item set amount = 60 where id = 2; update item set amount = 70 where id = 2",
      [mxn(1, 1, 2, 70)],
      [mxn(1, 1, 2, 70)],
    ],
    ["update of the key", "update item set id = 30 where id = 2", [mxn(2, 2, 2, 140)], [mxn(2, 1, 2, 140)]],
    [
      "update of the group: old and new",
      "update item set region = 'r7', amount = 71 where id = 30",
      [mxn(1, 1, 1, 71)],
      [mxn(1, 2, 2, 71)],
    ],
    [
      "update to another currency",
      "update item set currency = 'EUR' where id = 30",
      [{ ...mxn(1, 1, 1, 71), currency: "EUR" }],
      [{ ...mxn(1, 1, 1, 71), currency: "EUR" }],
    ],
    ["update of no row", "update item set amount = 0 where id = 99", [], []],
    [
      "delete",
      "delete from item where id in (30, 4)",
      [{ ...mxn(1, 1, 1, 71), currency: "EUR" }, mxn(1, 1, 1, 4)],
      [{ ...mxn(1, 1, 1, 71), currency: "EUR" }, mxn(1, 1, 1, 4)],
    ],
    [
      "delete and insert again",
      "delete from item where id = 6; insert into item values (6, 'r0', 66)",
      [mxn(1, 1, 2, 66)],
      [mxn(1, 1, 2, 66)],
    ],
    [
      "upsert",
      "insert into item values (8, 'r2', 80), (40, 'r2', 41) on conflict (id) do update set amount = excluded.amount",
      [mxn(2, 2, 2, 121)],
      [mxn(2, 1, 2, 121)],
    ],
    ["on conflict do nothing", "insert into item values (8, 'r2', 90) on conflict do nothing", [], []],
    [
      "merge",
      "merge into item i using (values (8, 1), (9, 2), (50, 3)) v (id, a) on i.id = v.id when matched and v.id = 9 then delete when matched then update set amount = v.a when not matched then insert (id, region, amount) values (v.id, 'r5', v.a)",
      [mxn(2, 2, 2, 4), usd(1, 1, 1, 9)],
      [mxn(2, 2, 2, 4), usd(1, 1, 1, 9)],
    ],
    [
      "a query that writes twice",
      "with gone as (delete from item where id = 50 returning *) insert into item select 51, region, amount, currency from gone",
      [mxn(2, 2, 2, 6)],
      [mxn(2, 1, 2, 6)],
    ],
    [
      "a row without amount",
      "insert into item values (60, 'r1', null)",
      [mxn(1, 1, 1, 0)],
      [mxn(1, 1, 1, 0)],
    ],
    [
      "an insert of ten thousand rows",
      "insert into item select g, 'r1', 1 from generate_series(10001, 20000) g",
      [mxn(10000, 10000, 10000, 10000)],
      [mxn(10000, 1, 10000, 10000)],
    ],
    [
      "an update of ten thousand rows",
      "update item set amount = 2 where id > 10000",
      [mxn(10000, 10000, 10000, 20000)],
      [mxn(10000, 1, 10000, 20000)],
    ],
    [
      "a delete of ten thousand rows",
      "delete from item where id > 10000",
      [mxn(10000, 10000, 10000, 20000)],
      [mxn(10000, 1, 10000, 20000)],
    ],
  ])("%s", async (_what, write, item, region) => {
    expect(await after(write, "item", "region")).toEqual([item, region]);
  });

  test("large ones are a class of their own, per currency", async () => {
    await change(
      "insert into item values (70, 'r1', 1000, 'USD'), (71, 'r1', 999.99, 'USD'), (72, 'r2', 5000, 'MXN'), (73, 'r2', 1, 'MXN')",
    );
    expect(await pending(sql(), "item")).toEqual([
      { ...mxn(1, 1, 1, 5000), class: "high_impact" },
      { ...usd(1, 1, 1, 1000), class: "high_impact" },
      mxn(1, 1, 1, 1),
      usd(1, 1, 1, 999.99),
    ]);
    const [health] = await sql()`select pending_transactions, pending_amounts from frescura.health('item')`;
    expect(health).toEqual({ pending_transactions: 4, pending_amounts: { MXN: 5001, USD: 1999.99 } });
  });

  test("truncate: the whole source, from the definition until the next refresh", async () => {
    await change("truncate item");
    expect(await pending(sql(), "item")).toEqual([
      {
        reason: "whole_source_changed",
        class: "normal",
        currency: null,
        transactions: 1,
        keys: 0,
        rows: 1,
        amount: 0,
      },
    ]);
    await expectExact(sql(), "item", "region");
    await change("insert into item select g, 'r' || g % 3, g from generate_series(1, 12) g");
    await expectExact(sql(), "item", "region");
  });

  test.skipIf(!withPsql)("COPY", async () => {
    await psql(database.url, "copy item from stdin;\n80\tr8\t8\tMXN\n81\tr8\t9\tUSD\n\\.\n");
    await expectExact(sql(), "item", "region");
    expect(await pending(sql(), "item")).toEqual([mxn(1, 1, 1, 8), usd(1, 1, 1, 9)]);
  });

  test("a session that plays a replica", async () => {
    await sql().begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update item set amount = 500 where id = 3`;
    });
    await expectExact(sql(), "item", "region");
    expect(await pending(sql(), "item")).toEqual([mxn(1, 1, 1, 500)]);
  });

  test("a procedure that commits in its middle", async () => {
    await change(`do $$ begin
      insert into item values (90, 'r1', 1); commit; insert into item values (91, 'r1', 2); rollback;
      insert into item values (92, 'r1', 3); end $$`);
    await expectExact(sql(), "item", "region");
    expect(await pending(sql(), "item")).toEqual([mxn(2, 2, 2, 4)]);
  });
});

test("foreign-key cascades", async () => {
  await change(`
    create table client (id int primary key, name text);
    create table bill (id int primary key, client_id int references client on delete cascade on update cascade, amount numeric);
    create table bill_line (bill_id int references bill on delete cascade, line int, amount numeric, primary key (bill_id, line));
    insert into client values (1, 'Ana'), (2, 'Eva'), (3, 'Luz');
    insert into bill select g, 1 + g % 3, g from generate_series(1, 9) g;
    insert into bill_line select b.id, l, b.id * l from bill b, generate_series(1, 2) l;
    create materialized view bill_mv as
      select b.id, c.name, b.amount, (select sum(l.amount) from bill_line l where l.bill_id = b.id) as lines
        from bill b join client c on c.id = b.client_id;
    create unique index on bill_mv (id);
    select frescura.register('bill_mv', 'bill');
    select frescura.track('bill', 'bill', array['r.id'], 'r.amount');
    select frescura.track('bill', 'client', p_lookup => 'select b.id from public.bill b where b.client_id = :key::int')`);
  // Not all its sources are tracked yet.
  await change("select frescura.refresh('bill', 'test')");
  expect(await pending(sql(), "bill")).toEqual([{ known: false, reason: "capture_off" }]);
  await change("select frescura.track('bill', 'bill_line', array['r.bill_id'])");
  await takeBaseline(sql(), "bill");
  const [{ source_key }] = await sql()<[{ source_key: string }]>`
    select key_expression as source_key from frescura.view_sources where source_name = 'bill_line'`;
  expect(source_key).toBe("concat_ws('/', r.bill_id, r.line)");

  await change("update client set name = 'Ana María' where id = 1");
  await expectExact(sql(), "bill");
  // One row of a source, as many keys as it is joined to.
  expect(await pending(sql(), "bill")).toMatchObject([{ transactions: 1, keys: 3, rows: 1 }]);
  await takeBaseline(sql(), "bill");
  await change("delete from client where id = 1");
  await expectExact(sql(), "bill");
  expect(await pendingTransactions(sql(), "bill")).toBe(1 + 3 + 6);
  await takeBaseline(sql(), "bill");
  await change(
    "update client set id = 7 where id = 2; update bill_line set bill_id = 2 where bill_id = 1 and false; delete from bill_line where bill_id = 4 and line = 2",
  );
  await expectExact(sql(), "bill");
  await takeBaseline(sql(), "bill");
  await change("update bill_line set bill_id = 7, line = 9 where bill_id = 4");
  await expectExact(sql(), "bill");
  expect(await pending(sql(), "bill")).toMatchObject([{ keys: 2 }]);
  await takeBaseline(sql(), "bill");
});

describe("a partitioned source", () => {
  beforeAll(async () => {
    await change(`
      create table visit (id int, day date, place text, amount numeric) partition by range (day);
      create table visit_1 partition of visit for values from ('2026-01-01') to ('2026-02-01');
      create table visit_2 partition of visit for values from ('2026-02-01') to ('2026-03-01') partition by list (place);
      create table visit_2a partition of visit_2 for values in ('a');
      create table visit_2b partition of visit_2 default;
      insert into visit select g, date '2026-01-20' + g, case when g % 2 = 0 then 'a' else 'b' end, g from generate_series(1, 20) g;
      create materialized view visit_mv as select day, place, count(*) as visits, sum(amount) as amount from visit group by day, place;
      create unique index on visit_mv (day, place);
      select frescura.register('visit_mv', 'visit');
      select frescura.track('visit', 'visit', array['r.day', 'r.place'], 'r.amount', p_row_key => 'r.id')`);
    await takeBaseline(sql(), "visit");
  });
  afterEach(() => takeBaseline(sql(), "visit"));

  test.each([
    [
      "written through the parent",
      "insert into visit values (50, '2026-01-05', 'a', 1), (51, '2026-02-05', 'b', 2)",
      2,
    ],
    ["written straight into a partition", "insert into visit_1 values (52, '2026-01-06', 'b', 3)", 1],
    [
      "written into a partition of a partition",
      "insert into visit_2a values (53, '2026-02-06', 'a', 3); update visit_2 set amount = 4 where id = 53",
      1,
    ],
    ["moved from one partition to another", "update visit set day = '2026-02-07' where id = 52", 2],
    ["moved within a partitioned partition", "update visit_2 set place = 'c' where id = 53", 2],
    ["deleted through the parent", "delete from visit where id in (50, 51)", 2],
    ["deleted from a partition", "delete from visit_2b where id = 53", 1],
  ])("%s", async (_what, write, keys) => {
    expect(await after(write, "visit")).toMatchObject([[{ keys }]]);
  });

  test("one partition truncated", async () => {
    await change("truncate visit_1");
    await expectExact(sql(), "visit");
    expect(await pending(sql(), "visit")).toMatchObject([{ reason: "whole_source_changed" }]);
  });

  test("a partition attached later shows as capture off until the capture is made again", async () => {
    // Whoever takes it in by himself is tried in partitions.test.ts.
    await change("drop event trigger frescura_take_in");
    await change("create table visit_3 partition of visit for values from ('2026-03-01') to ('2026-04-01')");
    await expectUnknown(sql(), "visit", "capture_off");
    await change("insert into visit_3 values (60, '2026-03-02', 'a', 1)");
    await expectUnknown(sql(), "visit", "capture_off");
    await change("select frescura.refresh('visit', 'test')");
    await expectUnknown(sql(), "visit", "capture_off");
    await change("select frescura.make_capture(id) from frescura.view_sources where source_name = 'visit'");
    await expectBaseline(sql(), "visit");
    await change("insert into visit_3 values (61, '2026-03-03', 'a', 1)");
    expect(await pendingTransactions(sql(), "visit")).toBe(1);
  });

  test("a partition detached shows as capture off: its rows went without a write", async () => {
    await change("alter table visit detach partition visit_3");
    await expectUnknown(sql(), "visit", "capture_off");
    await expectBaseline(sql(), "visit");
    await change(
      "alter table visit attach partition visit_3 for values from ('2026-03-01') to ('2026-04-01')",
    );
    await expectUnknown(sql(), "visit", "capture_off");
  });
});

test("inherited tables", async () => {
  await change(`
    create table payment (id int primary key, amount numeric);
    create table card_payment (card text) inherits (payment);
    insert into payment values (1, 1); insert into card_payment values (2, 2, 'x');
    create materialized view payment_mv as select id, amount from payment;
    create unique index on payment_mv (id);
    select frescura.register('payment_mv', 'payment'); select frescura.track('payment', 'payment', array['r.id'], 'r.amount')`);
  await takeBaseline(sql(), "payment");
  await change(
    "insert into card_payment values (3, 3, 'y'); update payment set amount = amount + 1; delete from only payment where id = 1",
  );
  await expectExact(sql(), "payment");
  expect(await pending(sql(), "payment")).toMatchObject([{ transactions: 3, keys: 3 }]);
  await change("create table cash_payment (till int) inherits (payment)");
  await expectUnknown(sql(), "payment", "capture_off");
  await change("select frescura.make_capture(id) from frescura.view_sources where source_name = 'payment'");
  await takeBaseline(sql(), "payment");
});

test("the only source with all of its triggers off at once shows as capture off", async () => {
  await change(`
    create table fee (id int primary key);
    create materialized view fee_mv as select id from fee; create unique index on fee_mv (id);
    select frescura.register('fee_mv', 'fee'); select frescura.track('fee', 'fee', array['r.id'])`);
  await takeBaseline(sql(), "fee");
  await change("alter table fee disable trigger user; insert into fee values (1)");
  await expectUnknown(sql(), "fee", "capture_off");
  await change("select frescura.make_capture(id) from frescura.view_sources where source_name = 'fee'");
  await takeBaseline(sql(), "fee");
});

test("a plain view between that is replaced shows as capture off: rows came and went without a write", async () => {
  await change(`
    create view item_dear as select id, amount from item where amount > 10;
    create materialized view item_dear_mv as select id, amount from item_dear;
    create unique index on item_dear_mv (id);
    select frescura.register('item_dear_mv');
    select frescura.track('item-dear', 'item', array['r.id'], 'r.amount')`);
  await expectBaseline(sql(), "item-dear");
  await change("create or replace view item_dear as select id, amount from item where amount > 20");
  await expectUnknown(sql(), "item-dear", "capture_off");
  await expectBaseline(sql(), "item-dear");
  await change(
    "select frescura.untrack('item-dear'), frescura.unregister('item-dear'); drop materialized view item_dear_mv; drop view item_dear",
  );
});

test("odd names: schema, table, view, columns", async () => {
  await change(`
    create schema "Od;d's ""schema""";
    create table "Od;d's ""schema"""."Ta.ble $1" ("Id, 'x'" int primary key, "sel%ect" text, "k1" int, "Amo""unt" numeric);
    create materialized view "Od;d's ""schema"""."V, w_mv" as
      select "Id, 'x'", "sel%ect", "k1" as "d", "Amo""unt" as ", " from "Od;d's ""schema"""."Ta.ble $1";
    create unique index on "Od;d's ""schema"""."V, w_mv" ("d", "Id, 'x'");
    select frescura.register('"Od;d''s ""schema"""."V, w_mv"', 'odd');
    select frescura.track('odd', '"Od;d''s ""schema"""."Ta.ble $1"', array['r."k1"', 'r."Id, ''x''"'], 'r."Amo""unt"')`);
  await takeBaseline(sql(), "odd");
  await change(`insert into "Od;d's ""schema"""."Ta.ble $1" values (1, 'a', 1, 5), (2, 'b', 2, 6)`);
  await expectExact(sql(), "odd");
  expect(await pending(sql(), "odd")).toMatchObject([{ transactions: 2, keys: 2, amount: 11 }]);
  await takeBaseline(sql(), "odd");
  await change(`update "Od;d's ""schema"""."Ta.ble $1" set k1 = 3 where k1 = 1`);
  await expectExact(sql(), "odd");
  await takeBaseline(sql(), "odd");
});

test("a table without a key of its own, and rows that are the same", async () => {
  await change(`
    create table tick (day date, amount numeric);
    insert into tick values ('2026-01-01', 1), ('2026-01-01', 1), ('2026-01-02', 2);
    create materialized view tick_mv as select day, sum(amount) as amount from tick group by day;
    create unique index on tick_mv (day);
    select frescura.register('tick_mv', 'tick'); select frescura.track('tick', 'tick', array['r.day'], 'r.amount')`);
  await takeBaseline(sql(), "tick");
  await change(
    "delete from tick where ctid = (select min(ctid) from tick); insert into tick values ('2026-01-03', 3), ('2026-01-03', 3)",
  );
  await expectExact(sql(), "tick");
  await takeBaseline(sql(), "tick");
  // NULL is a group too, but no key: the whole view counts as changed.
  await change("insert into tick values (null, 1)");
  expect(await pending(sql(), "tick")).toMatchObject([{ reason: "whole_source_changed" }]);
  await expectExact(sql(), "tick");
  await takeBaseline(sql(), "tick");
});

describe("a row has one name", () => {
  test("whoever writes, in whatever style his session shows days", async () => {
    await change(`
      create table dated (day date primary key, amount numeric);
      insert into dated values ('2026-01-31', 1), ('2026-02-01', 2);
      create materialized view dated_mv as select day, amount from dated;
      create unique index on dated_mv (day);
      select frescura.register('dated_mv', 'dated');
      select frescura.track('dated', 'dated', array['r.day'], 'r.amount')`);
    await takeBaseline(sql(), "dated");
    for (const style of ["German", "SQL, DMY", "ISO"]) {
      await sql().begin((tx) =>
        tx.unsafe(`set local datestyle = '${style}';
                   update dated set amount = amount + 1 where day = date '2026-01-31'`),
      );
    }
    expect(await pending(sql(), "dated")).toEqual([mxn(1, 1, 3, 4)]);
    await expectExact(sql(), "dated");
  });

  test("and no other row has it, whatever stands in its key", async () => {
    await change(`
      create table place (a text, b text, amount numeric, primary key (a, b));
      create materialized view place_mv as select a, b, amount from place;
      create unique index on place_mv (a, b);
      select frescura.register('place_mv', 'place');
      select frescura.track('place', 'place', array['r.a', 'r.b'], 'r.amount')`);
    await takeBaseline(sql(), "place");
    await change(String.raw`insert into place values
      ('x/y', 'z', 1), ('x', 'y/z', 2), ('x\', '/y', 4), ('x', '\/y', 8), ('x\/', 'y', 16)`);
    expect(await pending(sql(), "place")).toEqual([mxn(5, 5, 5, 31)]);
    await expectExact(sql(), "place");
  });
});
