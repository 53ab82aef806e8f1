import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { makeItems } from "@/tests/support/ledger/items";
import { expectBaseline, expectExact, expectUnknown } from "@/tests/support/ledger/lab";

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  await makeItems(sql());
});
afterAll(() => database.drop());

describe("refused, and why", () => {
  beforeAll(() =>
    change("create function peek() returns bigint language sql stable as 'select count(*) from item'"),
  );

  test.each([
    ["the clock", "select id, now() as t from item", "asks for the time"],
    ["the date", "select id, current_date as t from item", "asks for the time"],
    ["chance", "select id, random() as t from item", "function random"],
    ["numbers of a sequence", "select id, nextval('frescura.ticket_seq') as t from item", "function nextval"],
    [
      "a day in the session's time zone",
      "select id, date_trunc('day', '2026-01-01'::timestamptz + id * interval '1 hour') as t from item",
      "time zone of the session",
    ],
    [
      "a function that reads another table",
      "select id, peek() as t from item",
      "function peek is not immutable",
    ],
    ["the clock in a view below", "select * from clocked", "asks for the time"],
    ["limit", "select id from item order by id limit 5", "depends on other rows"],
    ["limit in a view below", "select * from limited", "depends on other rows"],
    ["a window", "select id, row_number() over (order by amount) as t from item", "depends on other rows"],
    [
      "distinct on",
      "select distinct on (region) id from item order by region, amount",
      "depends on other rows",
    ],
    [
      "grouping sets",
      "select coalesce(region, '') as id, count(*) from item group by rollup (region)",
      "depends on other rows",
    ],
    [
      "recursion",
      "with recursive t(id) as (select 1 union select id + 1 from t where id < 5) select t.id from t join item using (id)",
      "depends on other rows",
    ],
    ["a materialized view", "select id from item_mv", "another materialized view"],
    ["a foreign table", "select id from remote", "foreign table"],
    ["the catalog", "select oid as id from pg_class", "system catalog"],
    ["an unlogged table", "select id from scratch", "unlogged table"],
  ])("%s", async (_what, definition, reason) => {
    await change(`
      create or replace view limited as select id from item order by id limit 5;
      create or replace view clocked as select id, now() as t from item;
      create extension if not exists postgres_fdw;
      create server if not exists elsewhere foreign data wrapper postgres_fdw;
      create foreign table if not exists remote (id int) server elsewhere;
      create unlogged table if not exists scratch (id int)`);
    await change(`create materialized view refused_mv as ${definition} with no data; create unique index on refused_mv (id);
                  select frescura.register('refused_mv', 'refused')`);
    const attempt = sql()`select frescura.track('refused', 'item', array['r.id'])`;
    await expect(attempt).rejects.toMatchObject({ code: "0A000", message: expect.stringContaining(reason) });
    await change("drop materialized view refused_mv; delete from frescura.views where slug = 'refused'");
  });

  test.each([
    ["an instant as text", "select id, at::text as t from dated", "TimeZone"],
    ["an instant by format", "select id, format('%s', at) as t from dated", "TimeZone"],
    ["a time stamp as text", "select id, 'at ' || stamp as t from dated", "DateStyle"],
    ["a list of days as text", "select id, array_to_string(array[day], ',') as t from dated", "DateStyle"],
    ["an interval as JSON", "select id, to_jsonb(span) as t from dated", "IntervalStyle"],
    ["a whole row as text", "select id, dated::text as t from dated", "DateStyle"],
    ["a day read from text", "select id, words::date as t from dated", "DateStyle"],
    ["a number as text", "select id, share::text as t from dated", "extra_float_digits"],
    ["age, which asks for today", "select id, age(stamp) as t from dated", "function age"],
    ["a setting", "select id, current_setting('work_mem') as t from dated", "function current_setting"],
    ["a month by its local name", "select id, to_char(stamp, 'TMMonth') as t from dated", "function to_char"],
    ["local signs", "select id, to_char(id, '9G999') as t from dated", "function to_char"],
    ["a format from a column", "select id, to_char(stamp, words) as t from dated", "function to_char"],
    ["it in a view below", "select id, t from told", "DateStyle"],
  ])("what depends on the session: %s", async (_what, definition, reason) => {
    await change(`
      create table if not exists dated (id int primary key, at timestamptz, stamp timestamp, day date, span interval,
                                        words text, share float8);
      create or replace view told as select id, concat(day) as t from dated;
      create materialized view session_mv as ${definition};
      create unique index on session_mv (id); select frescura.register('session_mv', 'session')`);
    const attempt = sql()`select frescura.track('session', 'dated', array['r.id'])`;
    await expect(attempt).rejects.toMatchObject({ code: "0A000", message: expect.stringContaining(reason) });
    await change("drop materialized view session_mv; delete from frescura.views where slug = 'session'");
  });

  test.each([
    ["a time stamp by a format", "select id, to_char(stamp, 'YYYY-MM') as t from dated"],
    ["a number by a format", "select id, to_char(id, 'FM000.00') as t from dated"],
    ["numbers and texts together", "select id, concat(id, '/', words) || id as t from dated"],
    ["days in JSON", "select id, jsonb_build_object('day', day, 'stamp', stamp) as t from dated"],
    ["an instant in a named zone", "select id, (at at time zone 'UTC')::date as t from dated"],
    ["constants", "select id, day - date '2026-01-01' as t, stamp + interval '1 day' from dated"],
  ])("but not %s, which does not", async (_what, definition) => {
    await change(`create materialized view steady_mv as ${definition}`);
    await change("create unique index on steady_mv (id)");
    expect(await sql()`select code, detail from frescura.untrackable('steady_mv'::regclass)`).toEqual([
      { code: null, detail: null },
    ]);
    await change("drop materialized view steady_mv");
  });

  test.each([
    ["key", "r.at::date", "time zone"],
    ["key", "(r.words || r.id)::date", "DateStyle"],
    ["amount", "extract(epoch from now())", "asks for the time"],
    ["currency", "r.at::text", "TimeZone"],
    ["row_key", "r.id || current_user", "for the user"],
    ["reference", "'at ' || r.stamp", "DateStyle"],
    ["occurred", "r.stamp", "time zone"],
  ])("%s %s", async (parameter, expression, reason) => {
    await change(`
      create materialized view by_day_mv as select (at at time zone 'UTC')::date as day, count(*) from dated group by 1;
      create unique index on by_day_mv (day); select frescura.register('by_day_mv', 'by-day')`);
    const given = { [parameter]: expression };
    const { key = "r.day", amount = null, currency = null, row_key = null, reference = null } = given;
    const attempt = sql()`
      select frescura.track('by-day', 'dated', array[${key}], p_amount => ${amount}, p_currency => ${currency},
                            p_row_key => ${row_key}, p_reference => ${reference}, p_occurred => ${given.occurred ?? null})`;
    await expect(attempt).rejects.toMatchObject({
      code: "22023",
      column_name: parameter,
      message: expect.stringContaining(reason),
    });
    await change("drop materialized view by_day_mv; delete from frescura.views where slug = 'by-day'");
  });

  test.each([
    [
      "select b.day from by_day_mv b where b.day = (select r.at::date from dated r where r.id = :key::int)",
      "time zone",
    ],
    ["select current_date where :key <> ''", "asks for the time"],
    [
      "select day from dated where id = :key::int) x; drop table dated; select * from (select null::date",
      "multi-query",
    ],
    ["select day from dated where id = :key::int and words = at::text", "TimeZone"],
  ])("a lookup: %s", async (lookup, reason) => {
    await change(`
      create materialized view by_day_mv as select (at at time zone 'UTC')::date as day, count(*) from dated group by 1;
      create unique index on by_day_mv (day); select frescura.register('by_day_mv', 'by-day')`);
    const attempt = sql()`select frescura.track('by-day', 'dated', p_lookup => ${lookup})`;
    await expect(attempt).rejects.toMatchObject({
      code: "22023",
      column_name: "lookup",
      message: expect.stringContaining(reason),
    });
    await change("drop materialized view by_day_mv; delete from frescura.views where slug = 'by-day'");
  });

  test("but not a lookup by a key that is a day", async () => {
    await change(`
      create table holiday (day date primary key, name text);
      insert into holiday values ('2026-01-06', 'Reyes');
      insert into dated (id, day) values (1, '2026-01-06'), (2, '2026-01-07');
      create materialized view festive_mv as
        select d.id, h.name from dated d left join holiday h on h.day = d.day where d.day is not null;
      create unique index on festive_mv (id); select frescura.register('festive_mv', 'festive');
      select frescura.track('festive', 'dated', array['r.id']);
      select frescura.track('festive', 'holiday', p_lookup => 'select d.id from dated d where d.day = :key::date')`);
    await expectBaseline(sql(), "festive");
    await sql().begin((tx) =>
      tx.unsafe("set local datestyle = 'SQL, DMY'; update holiday set name = 'Epifanía'"),
    );
    await expectExact(sql(), "festive");
    await sql()`select frescura.untrack('festive')`;
  });

  test("a view without a unique index", async () => {
    await change(
      "create materialized view refused_mv as select id from item; select frescura.register('refused_mv', 'refused')",
    );
    const attempt = sql()`select frescura.track('refused', 'item', array['r.id'])`;
    await expect(attempt).rejects.toMatchObject({
      code: "0A000",
      message: expect.stringContaining("unique index"),
    });
    await change("drop materialized view refused_mv; delete from frescura.views where slug = 'refused'");
  });

  test.each([
    [
      "words in a literal",
      "select id, 'now() limit over ( current_date' as t from item where region <> 'offset'",
    ],
    ["a column of that name", `select id, amount as "limit" from item`],
    [
      "a day in a named time zone",
      "select id, (('2026-01-01'::timestamptz + make_interval(hours => 1)) at time zone 'UTC')::date as t from item where false",
    ],
    [
      "aggregates, distinct, having, union",
      "select id, count(distinct region) as n from (select id, region from item union select id, region from item) x group by id having count(*) > 0",
    ],
  ])("but not %s", async (what, definition) => {
    await change(`create materialized view fine_mv as ${definition}; create unique index on fine_mv (id);
                  select frescura.register('fine_mv', 'fine')`);
    const reason = sql()`select code from frescura.untrackable('fine_mv'::regclass)`;
    // timestamptz plus interval goes by the session's time zone, named or not.
    expect(await reason).toEqual([{ code: what.startsWith("a day") ? "zone" : null }]);
    await change("drop materialized view fine_mv; delete from frescura.views where slug = 'fine'");
  });

  test("a source that receives logical replication, at first and later", async () => {
    const [{ superuser }] = await sql()<
      [{ superuser: boolean }]
    >`select current_setting('is_superuser')::boolean as superuser`;
    if (!superuser) return;
    await change(`
      create subscription frescura_test connection 'dbname=nowhere' publication p with (connect = false, slot_name = none)`);
    const [{ id }] = await sql()<
      [{ id: number }]
    >`select oid::integer as id from pg_subscription where subname = 'frescura_test'`;
    await sql().begin(async (tx) => {
      await tx`set local allow_system_table_mods = on`;
      await tx.unsafe(
        `insert into pg_subscription_rel (srsubid, srrelid, srsubstate) values (${id}, 'item'::regclass, 'r')`,
      );
    });
    await expectUnknown(sql(), "item", "capture_off");
    await expect(sql()`select frescura.track('item', 'item', array['r.id'])`).rejects.toMatchObject({
      message: expect.stringContaining("logical replication"),
    });
    await sql().begin(async (tx) => {
      await tx`set local allow_system_table_mods = on`;
      await tx.unsafe(`delete from pg_subscription_rel where srsubid = ${id}`);
    });
    await change("drop subscription frescura_test");
    await expectExact(sql(), "item");
  });
});
