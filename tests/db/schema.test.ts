import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dumpSchema } from "@/scripts/schema/dump";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

test("db/schema.sql is the schema that migrating makes; if not: npm run db:dump", async () => {
  const committed = readFileSync(fileURLToPath(new URL("../../db/schema.sql", import.meta.url)), "utf8");
  expect((await dumpSchema(sql())).split("\n")).toEqual(committed.split("\n"));
});

test("every table, view, sequence and column says what it is", async () => {
  const silent = await sql()`
    select c.relname || coalesce('.' || a.attname, '') as name
      from pg_class c
      left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and c.relkind <> 'S'
     where c.relnamespace = 'frescura'::regnamespace and c.relkind in ('r', 'v', 'S') and c.relname not like '\\_\\_%'
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i' and c.relkind = 'S')
       and (obj_description(c.oid, 'pg_class') is null or (a.attnum is not null and col_description(c.oid, a.attnum) is null))
     order by 1`;
  expect(silent).toEqual([]);
});

test("every function and procedure says what it does", async () => {
  const silent = await sql()`
    select oid::regprocedure::text as name from pg_proc
     where pronamespace = 'frescura'::regnamespace and obj_description(oid, 'pg_proc') is null order by 1`;
  expect(silent).toEqual([]);
});

test("what runs with its owner's rights pins its search_path, temporary objects last, and is not for everyone", async () => {
  const definers = await sql()`
    select proname as name, proconfig as config,
           proacl is null or exists (select from aclexplode(proacl) a where a.grantee = 0) as for_everyone
      from pg_proc where pronamespace = 'frescura'::regnamespace and prosecdef order by 1`;
  expect(definers.length).toBeGreaterThan(0);
  for (const { name, config, for_everyone } of definers) {
    expect(config, name).toContain("search_path=pg_catalog, public, pg_temp");
    // It signs the transaction that calls it, and nothing that the caller chooses.
    expect(for_everyone, name).toBe(name === "receipt");
  }
});

test("wherever a search_path is pinned, temporary objects come last", async () => {
  const loose = await sql()`
    select proname, setting from pg_proc, unnest(proconfig) setting
     where pronamespace = 'frescura'::regnamespace and setting like 'search_path=%' and setting not like '%, pg_temp'`;
  expect(loose).toEqual([]);
});
