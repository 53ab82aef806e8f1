import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { MigrationError, migrate } from "@/db/migrate";
import { planUninstall, uninstall } from "@/db/uninstall";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { PgServer } from "@/tests/support/pg-server";
import { locate, POSTGRESQL } from "@/tests/support/programs";

const bin = locate(POSTGRESQL);

/** What a customer has before he tries it: tables in two schemas, a partition, views, a trigger of his own. */
const CUSTOMER = `
  create schema shop;
  create table shop.sale (id bigint primary key, amount numeric not null, at timestamptz not null default now())
    partition by range (id);
  create table shop.sale_1 partition of shop.sale for values from (0) to (1000000);
  create table public.mv_notes (id int primary key, note text);
  create function public.his() returns trigger language plpgsql as 'begin return new; end';
  create trigger his before insert on shop.sale_1 for each row execute function public.his();
  create materialized view shop."Big Sales" as select id, amount from shop.sale where amount > 10;
  create unique index on shop."Big Sales" (id);
  create materialized view public.totals_mv as select count(*) as n, 1 as one from shop.sale;
  create unique index on public.totals_mv (one);
  create view public.late as select * from shop."Big Sales";
  insert into shop.sale select n, n, '2026-01-01' from generate_series(1, 40) n;
  refresh materialized view shop."Big Sales"; refresh materialized view public.totals_mv`;

/** Uses everything that leaves something behind in a database. */
async function useIt(sql: Sql): Promise<void> {
  await sql.unsafe(`
    select frescura.register('shop."Big Sales"', 'big-sales'); select frescura.register('public.totals_mv');
    select frescura.watch('big-sales', 'shop.sale', 'amount', 20);
    select frescura.track('big-sales', 'shop.sale', array['r.id'], 'r.amount');
    select * from frescura.refresh('big-sales'); select * from frescura.refresh('totals');
    select frescura.set_strategy('big-sales', 'delta')`);
}

describe.skipIf(!bin)("a database that tried it and removed it", () => {
  let server: PgServer;
  let sql: Sql;
  let before: string;
  const dump = async () => {
    const text = await server.program("pg_dump", ["-d", server.url()]);
    // A number drawn anew by each dump.
    return text.replace(/^\\(un)?restrict .*$/gm, "");
  };

  beforeAll(async () => {
    server = await PgServer.create(bin!);
    sql = connect(server.url(), "frescura tests", 2);
    await sql.unsafe(CUSTOMER);
    before = await dump();
    await migrate(server.url());
    await useIt(sql);
  });
  afterAll(async () => {
    await sql.end({ timeout: 1 });
    await server.remove();
  });

  test("is told first what goes, and nothing does", async () => {
    const during = await dump();
    expect(during).not.toBe(before);
    expect(await planUninstall(sql)).toMatchObject({
      live_views: [expect.stringContaining("Big Sales_live")],
      facade: expect.arrayContaining(["view mv_refresh_log", "function mv_health_check(text)"]),
      stand_in: expect.any(Array),
      dependents: [],
    });
    expect((await planUninstall(sql))!.triggers).toHaveLength(8);
    expect(await dump()).toBe(during);
  });

  test("is refused while something is built on it, with what, and loses nothing", async () => {
    await sql.unsafe(
      `create view public.ages as select view_name, age_minutes from mv_health_check();
       create view shop.now as select * from shop."Big Sales_live"`,
    );
    const refused = await uninstall(server.url()).catch((error) => error);
    expect(refused).toBeInstanceOf(MigrationError);
    expect(refused.message).toContain("view ages");
    expect(refused.message).toContain("view shop.now");
    expect(await sql`select from frescura.views`).toHaveLength(2);
    await sql.unsafe("drop view public.ages, shop.now");
  });

  test("is afterwards what it was, to the last line of its dump", async () => {
    expect(await uninstall(server.url())).toMatchObject({ tables: expect.any(Number) });
    expect((await dump()).split("\n")).toEqual(before.split("\n"));
    expect(await uninstall(server.url())).toBeNull();
  });

  test("can try it again", async () => {
    await migrate(server.url());
    await useIt(sql);
    expect(await sql`select freshness from frescura.health() order by 1`).toEqual([
      { freshness: "fresh" },
      { freshness: "fresh" },
    ]);
  });
});

describe("on the tests' server", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase({ template: "empty" });
  });
  afterAll(() => database.drop());

  /** Every object and right outside the system's own schemas. */
  const catalog = () =>
    database.sql`
      select 'relation ' || c.oid::regclass || ' ' || c.relkind::text || ' ' || coalesce(c.relacl::text, '') as line from pg_class c
       where c.relnamespace not in (select oid from pg_namespace where nspname ~ '^(pg_|information_schema)')
      union all
      select 'function ' || p.oid::regprocedure || ' ' || md5(p.prosrc) || coalesce(p.proacl::text, '') from pg_proc p
       where p.pronamespace not in (select oid from pg_namespace where nspname ~ '^(pg_|information_schema)')
      union all
      select 'trigger ' || tgname || ' on ' || tgrelid::regclass || ' ' || tgenabled::text from pg_trigger where not tgisinternal
      union all
      select 'schema ' || nspname || coalesce(nspacl::text, '') from pg_namespace where nspname !~ '^pg_(temp|toast)'
      order by 1`.then((rows) => rows.map(({ line }) => line as string));

  test("nothing is left, and nothing is missing", async () => {
    await database.sql.unsafe(CUSTOMER);
    const before = await catalog();
    await migrate(database.url);
    await useIt(database.sql);
    await uninstall(database.url);
    expect(await catalog()).toEqual(before);
  });
});
