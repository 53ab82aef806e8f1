import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { expectBaseline, expectExact, expectUnknown, pending } from "@/tests/support/ledger/lab";

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  await change("delete from frescura.views");
});
beforeEach(async () => {
  await change(`
    create schema shop;
    create table shop.visit (id int primary key, place text not null, amount numeric not null);
    insert into shop.visit select g, 'p' || g % 3, g from generate_series(1, 9) g;
    ${build("visits")};
    select frescura.register('shop.visits', 'visits');
    select frescura.track('visits', 'shop.visit', array['r.place'], 'r.amount')`);
  await expectBaseline(sql(), "visits");
});
afterEach(() =>
  change(`
    do $$ begin perform frescura.unregister('visits'); end $$;
    drop schema if exists shop cascade; drop schema if exists store cascade`),
);
afterAll(() => database.drop());

const build = (name: string, sum = "amount", from = "shop.visit") => `
  create materialized view shop.${name} as
    select place, count(*) as visits, sum(${sum}) as amount from ${from} group by place;
  create unique index on shop.${name} (place)`;

const plan = async (source: string) => {
  const [row] =
    await sql()`select served_from, relation, reason from frescura.read_plan('visits', ${source})`;
  return row!;
};
const read = async (relation: string) =>
  sql().unsafe(`select place, visits::integer, amount::float8 from ${relation} q order by place`);
const truth = (sum = "amount", from = "shop.visit") =>
  read(`(select place, count(*) as visits, sum(${sum}) as amount from ${from} group by place)`);
const findings = async () =>
  [...(await sql()`select check_name, cure from frescura.doctor('visits') where severity <> 'info'`)].filter(
    ({ check_name }) => !["grants", "key_index", "temporary"].includes(check_name),
  );
const cure = async (check: string) => {
  const found = (await findings()).find(({ check_name }) => check_name === check);
  expect(found, JSON.stringify(await findings())).toBeDefined();
  expect(found!.cure).not.toMatch(/^--/);
  await change(found!.cure);
};
/** Known and exact again, with all that is written from now on, and nothing left to say. */
const expectWell = async (table = "shop.visit") => {
  expect(await pending(sql(), "visits")).toEqual([]);
  expect(await findings()).toEqual([]);
  await change(`insert into ${table} values (50, 'p9', 5); delete from ${table} where id = 3`);
  expect(await pending(sql(), "visits")).toMatchObject([{ transactions: 2, keys: 2 }]);
  await expectExact(sql(), "visits");
  const { served_from, relation } = await plan("live");
  expect(served_from).toBe("live");
  expect(await read(relation)).toEqual(await truth("amount", table));
};

describe("a view swapped by rename for one with another definition", () => {
  beforeEach(() =>
    change(`
      ${build("visits_new", "2 * amount")};
      alter materialized view shop.visits rename to visits_old; alter materialized view shop.visits_new rename to visits`),
  );

  test("is said at the next look, and its live view is not served for it", async () => {
    expect(
      await sql()`select state, pending_known, pending_reason, freshness from frescura.health('visits')`,
    ).toEqual([
      { state: "recreated", pending_known: false, pending_reason: "recreated", freshness: "unknown" },
    ]);
    expect((await findings()).map(({ check_name }) => check_name)).toEqual(["live", "recreated"]);
    expect(await plan("live")).toMatchObject({ served_from: "failed", reason: "recreated" });
    await change("update frescura.views set read_policy = 'live'");
    const { served_from, relation } = await plan("auto");
    expect(served_from).toBe("base");
    expect(await read(relation)).toEqual(await truth("2 * amount"));
  });

  test("after a refresh the live view is the new definition, and the old object can be dropped", async () => {
    for (const round of [1, 2]) {
      await change(
        `select frescura.refresh('visits', 'test'); insert into shop.visit values (${60 + round}, 'p7', 7)`,
      );
      expect(await read("shop.visits_live"), `round ${round}`).toEqual(await truth("2 * amount"));
      expect(await pending(sql(), "visits")).toEqual([{ known: false, reason: "recreated" }]);
      expect((await findings()).map(({ check_name }) => check_name)).toEqual(["live"]);
    }
    await change("drop materialized view shop.visits_old");
    await cure("live");
    expect(await pending(sql(), "visits")).toEqual([]);
    await change("update shop.visit set amount = 100 where id = 1");
    await expectExact(sql(), "visits");
    expect(await read("shop.visits_live")).toEqual(await truth("2 * amount"));
  });

  test("is cured by one step, before any refresh as well", async () => {
    await cure("live");
    await change("drop materialized view shop.visits_old");
    expect(await pending(sql(), "visits")).toEqual([]);
    await change("update shop.visit set amount = 100 where id = 1");
    await expectExact(sql(), "visits");
  });
});

test("a view dropped and created with another definition answers by the new one, and is cured by one step", async () => {
  await change(`drop materialized view shop.visits cascade; ${build("visits", "3 * amount")}`);
  expect(await pending(sql(), "visits")).toEqual([{ known: false, reason: "recreated" }]);
  await change("select frescura.refresh('visits', 'test')");
  await change("select frescura.refresh('visits', 'test'); insert into shop.visit values (70, 'p1', 1)");
  expect(await read("shop.visits_live")).toEqual(await truth("3 * amount"));
  expect(await pending(sql(), "visits")).toEqual([{ known: false, reason: "recreated" }]);
  await cure("live");
  await change("insert into shop.visit values (71, 'p8', 1)");
  await expectExact(sql(), "visits");
  expect(await read("shop.visits_live")).toEqual(await truth("3 * amount"));
});

test("a view created with columns that its live view did not have is answered with them", async () => {
  await change(`
    drop materialized view shop.visits cascade;
    create materialized view shop.visits as select place, max(amount) as most from shop.visit group by place;
    create unique index on shop.visits (place); select frescura.refresh('visits', 'test')`);
  expect(await sql()`select most::integer from shop.visits_live where place = 'p0'`).toEqual([{ most: 9 }]);
  await cure("live");
  await change("insert into shop.visit values (72, 'p0', 99)");
  await expectExact(sql(), "visits");
});

test.each([
  ["another key", "select id, amount from shop.visit", "(id)", "55000"],
  [
    "keys that no source leads to",
    "select 'at ' || place as place, count(*) as visits from shop.visit group by place",
    "(place)",
    "55000",
  ],
  [
    "a row number",
    "select place, row_number() over () as visits from shop.visit",
    "(place, visits)",
    "0A000",
  ],
])(
  "a view created anew with %s is not followed, and its live view is its definition",
  async (_, definition, key, code) => {
    await change(`
    drop materialized view shop.visits cascade; create materialized view shop.visits as ${definition};
    create unique index on shop.visits ${key}; select frescura.refresh('visits', 'test')`);
    await expect(sql()`select frescura.follow('visits')`).rejects.toMatchObject({ code });
    expect(await pending(sql(), "visits")).toEqual([{ known: false, reason: "recreated" }]);
    await change("insert into shop.visit values (73, 'p0', 99)");
    expect([...(await sql().unsafe(`(table shop.visits_live except all (${definition}))`))]).toEqual([]);
  },
);

describe("a rename", () => {
  test("of the view is said, and followed by one step", async () => {
    await change("alter materialized view shop.visits rename to calls");
    expect(await sql()`select state from frescura.health('visits')`).toEqual([{ state: "renamed" }]);
    // A rename writes the row in the catalog that a refresh by another hand would have written.
    await expectUnknown(sql(), "visits", "refreshed_by_others");
    await cure("name");
    expect(await sql()`select schema_name, view_name from frescura.views`).toEqual([
      { schema_name: "shop", view_name: "calls" },
    ]);
    await expectBaseline(sql(), "visits");
    await expectWell();
  });

  test("of the schema", async () => {
    await change("alter schema shop rename to store");
    expect((await sql()`select state, pending_known from frescura.health('visits')`)[0]).toEqual({
      state: "renamed",
      pending_known: false,
    });
    expect((await findings()).map(({ check_name }) => check_name).sort()).toEqual(["name", "source_moved"]);
    await cure("source_moved");
    expect(await sql()`select live_view from frescura.tracking`).toEqual([
      { live_view: "store.visits_live" },
    ]);
    await expectWell("store.visit");
  });

  test("of a source", async () => {
    await change("alter table shop.visit rename to call; insert into shop.call values (80, 'p5', 1)");
    expect(await pending(sql(), "visits")).toEqual([{ known: false, reason: "renamed" }]);
    expect(await read("shop.visits_live")).toEqual(await truth("amount", "shop.call"));
    expect((await findings()).map(({ check_name }) => check_name)).toEqual(["source_moved"]);
    await cure("source_moved");
    await expectWell("shop.call");
  });

  test("of a source, whose name another table took that the view does not read", async () => {
    await change(`
      alter table shop.visit rename to visit_old; create table shop.visit (like shop.visit_old including all)`);
    expect(await pending(sql(), "visits")).toEqual([{ known: false, reason: "renamed" }]);
    await cure("source_moved");
    await expectWell("shop.visit_old");
  });

  test("of a source, whose place in the view made anew another table took: the old one can be dropped", async () => {
    await change(`
      create table shop.visit_new (like shop.visit including all); insert into shop.visit_new select * from shop.visit;
      ${build("visits_new", "amount", "shop.visit_new")};
      alter table shop.visit rename to visit_old; alter table shop.visit_new rename to visit;
      alter materialized view shop.visits rename to visits_old; alter materialized view shop.visits_new rename to visits`);
    expect((await findings()).map(({ check_name }) => check_name)).toEqual([
      "live",
      "source_moved",
      "recreated",
    ]);
    await cure("live");
    await change("drop materialized view shop.visits_old; drop table shop.visit_old");
    await expectWell();
  });

  test("of a column that a key, an amount or nothing of ours names", async () => {
    await change("alter table shop.visit add other int; alter table shop.visit rename other to another");
    expect(await pending(sql(), "visits")).toEqual([]);
    await change("alter table shop.visit rename amount to importe");
    expect(await pending(sql(), "visits")).toEqual([{ known: false, reason: "renamed" }]);
    const [found] =
      await sql()`select detail, cure from frescura.doctor('visits') where check_name = 'expression_columns'`;
    expect(found).toMatchObject({
      detail: { source: "shop.visit", column: "amount", is_renamed: "yes", renamed_to: "importe" },
    });
    // The corrected SQL, as it can be copied.
    expect(found!.cure).toMatch(/^select frescura.track\('visits', 'shop.visit', /);
    await change(found!.cure);
    await expectBaseline(sql(), "visits");
    await change(
      "alter table shop.visit rename place to spot; update shop.visit set importe = 0 where id = 1",
    );
    expect(await pending(sql(), "visits")).toEqual([{ known: false, reason: "capture_failed" }]);
    await sql()`select frescura.track('visits', 'shop.visit', array['r.spot'], 'r.importe')`;
    await expectBaseline(sql(), "visits");
  });
});
