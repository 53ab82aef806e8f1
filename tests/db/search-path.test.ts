import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { expectBaseline, expectExact } from "@/tests/support/ledger/lab";

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

/** Whatever a definition may name stands in schema public, and something else of that name in the schema sales. */
beforeAll(async () => {
  database = await createDatabase();
  await change(`
    create schema sales;
    create type public.mood as enum ('good', 'bad'); create type sales.mood as enum ('other');
    create function public.twice(n int) returns int language sql immutable as 'select 2 * n';
    create function sales.twice(n int) returns int language sql immutable as 'select -1';
    create operator public.<<>> (leftarg = int, rightarg = int, function = int4pl);
    create operator sales.<<>> (leftarg = int, rightarg = int, function = int4mi);
    create table public.note (id int primary key, feels public.mood not null);
    create table sales.note (id int primary key, feels sales.mood not null);
    insert into public.note values (1, 'good'), (2, 'bad'); insert into sales.note values (9, 'other');
    create materialized view public.notes_mv as
      select id, twice(id) as twice, id <<>> 10 as more, feels from note where feels <> 'bad'::mood;
    create unique index on notes_mv (id);
    select frescura.register('notes_mv', 'notes'), frescura.track('notes', 'public.note', array['r.id']);
    select frescura.refresh('notes', 'test')`);
});
afterEach(() => expectBaseline(sql(), "notes"));
afterAll(() => database.drop());

const ROWS = [{ id: 1, twice: 2, more: 11, feels: "good" }];

/** Reads a plan's relation as a session with that path does. */
const readAs = async (path: string, plan: string) =>
  sql().begin(async (tx) => {
    await tx.unsafe(`set local search_path = ${path}`);
    const [{ relation }] = await tx.unsafe<[{ relation: string }]>(
      `select relation from frescura.read_plan(${plan})`,
    );
    return [...(await tx.unsafe(`select * from ${relation} q`))];
  });

const PATHS = ["public", "sales, public", "sales", "''", "sales, pg_catalog", "pg_temp, sales"];

test.each(PATHS)("under the path %s a definition reads what it was made of", async (path) => {
  for (const plan of ["'notes', 'base'", "'notes', 'base', true", "'notes', 'live'", "'notes', 'mv'"]) {
    expect(await readAs(path, plan), plan).toEqual(ROWS);
  }
});

test.each(PATHS)("refreshed, tracked and verified under the path %s it is kept the same", async (path) => {
  const [before] = await sql()`select definition from frescura.views where slug = 'notes'`;
  await sql().begin(async (tx) => {
    await tx.unsafe(`set local search_path = ${path}; update frescura.views set definition = null`);
    await tx.unsafe("select frescura.track('notes', 'public.note', array['r.id'])");
    expect(await tx`select status from frescura.refresh('notes', 'test')`).toEqual([{ status: "completed" }]);
    expect(
      await tx`select rows_checked::integer, differing_keys::integer from frescura.verify('notes')`,
    ).toEqual([{ rows_checked: 1, differing_keys: 0 }]);
    expect(
      (
        await tx`select rows_not_found::integer as n from frescura.track_check('notes', 'public.note', array['r.id'])`
      )[0],
    ).toEqual({ n: 1 });
  });
  expect(await sql()`select definition from frescura.views where slug = 'notes'`).toEqual([before]);
  await expectExact(sql(), "notes");
});

test("a view that is gone is served from its kept definition", async () => {
  const [{ text }] = await sql()<
    [{ text: string }]
  >`select frescura.definition('notes_mv'::regclass) as text`;
  await change("drop materialized view notes_mv cascade");
  for (const path of PATHS) expect(await readAs(path, "'notes'")).toEqual(ROWS);
  await change(`create materialized view notes_mv as ${text}; create unique index on notes_mv (id)`);
});

test("one kept by an earlier version, without schemas, is renewed on migrating", async () => {
  const [before] = await sql()`select definition from frescura.views where slug = 'notes'`;
  await change(`
    update frescura.views set definition = pg_get_viewdef('notes_mv'::regclass) where slug = 'notes'; select frescura.renew_capture()`);
  expect(await sql()`select definition from frescura.views where slug = 'notes'`).toEqual([before]);
});

test("one that names a column that was renamed is kept anew with the next refresh", async () => {
  await change("alter table note rename feels to felt");
  await expectBaseline(sql(), "notes");
  await change(
    "drop table if exists nothing; alter table note rename felt to feels; alter table note rename to remark",
  );
  await change("select frescura.untrack('notes'); select frescura.refresh('notes', 'test')");
  expect(await readAs("sales, public", "'notes', 'base', true")).toEqual(ROWS);
  await change(
    "alter table remark rename to note; select frescura.track('notes', 'public.note', array['r.id'])",
  );
});
