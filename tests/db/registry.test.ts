import fc from "fast-check";
import type { Row, TransactionSql } from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

type Tx = TransactionSql<{ bigint: number }>;

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

class Undo extends Error {}

/** Runs work whose traces nobody should find. */
async function undone<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  let result: T | undefined;
  await database.sql
    .begin(async (tx) => {
      result = await work(tx);
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  return result as T;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function makeView(tx: Tx, schema: string, name: string, body = "select 1 as id"): Promise<string> {
  const full = `${quoted(schema)}.${quoted(name)}`;
  if (schema !== "public") await tx.unsafe(`create schema if not exists ${quoted(schema)}`);
  await tx.unsafe(`create materialized view ${full} as ${body}`);
  return full;
}

async function find(tx: Tx, given: string): Promise<Row | undefined> {
  const [row] = await tx`
    select n.nspname as schema_name, c.relname as view_name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.oid = frescura.resolve('matview', ${given})::oid`;
  return row;
}

const refused = (work: (tx: Tx) => Promise<unknown>) =>
  undone(work).then(
    () => undefined,
    ({ code, message, hint }) => ({ code, message, hint }),
  );

async function register(tx: Tx, call: string): Promise<Row> {
  const [made] = await tx.unsafe(`select ${call} as id`);
  const [view] = await tx`select * from frescura.views where id = ${made!.id}`;
  return view!;
}

const longest = "ñ".repeat(31); // 62 bytes: PostgreSQL cuts names after 63.

describe("finding a view by the name a person gives", () => {
  test.each([
    ["public", "plain"],
    ["public", "Sales by Country"],
    ["public", 'she said "no"'],
    ["public", "with.dots.in.it"],
    ["public", "ÑANDÚ 🐦"],
    ["public", "select"],
    ["public", longest],
    ["Other Schema", "Mixed Case"],
    ["a.b", "c.d"],
    ["reports", "line\nbreak"],
    ['q"', '"'],
  ])("schema %j, view %j, in every spelling", async (schema, name) => {
    await undone(async (tx) => {
      await makeView(tx, schema, name);
      const [sql] =
        await tx`select format('%I.%I', ${schema}::text, ${name}::text) as name, format('%I', ${name}::text) as bare`;
      const spellings = [
        sql!.name,
        sql!.bare,
        name,
        `${schema}.${name}`,
        `${quoted(schema)}.${quoted(name)}`,
        quoted(name),
      ];
      for (const given of spellings) {
        expect(await find(tx, given), given).toEqual({ schema_name: schema, view_name: name });
      }
    });
  });

  test("of two readings, the one that SQL would take wins", async () => {
    await undone(async (tx) => {
      await makeView(tx, "public", "a.b");
      await makeView(tx, "a", "b");
      expect(await find(tx, "a.b")).toEqual({ schema_name: "a", view_name: "b" });
      expect(await find(tx, '"a.b"')).toEqual({ schema_name: "public", view_name: "a.b" });
    });
  });

  test("a bare name means public first, and is refused when it fits several elsewhere", async () => {
    await undone(async (tx) => {
      await makeView(tx, "one", "twin");
      await makeView(tx, "two", "twin");
      const twin = tx.savepoint((s) => find(s as Tx, "twin"));
      await expect(twin).rejects.toMatchObject({
        code: "42P09",
        message: '"twin" is the name of 2 materialized views',
      });
      await makeView(tx, "public", "twin");
      expect(await find(tx, "twin")).toEqual({ schema_name: "public", view_name: "twin" });
    });
  });

  test.each([
    ["create view seen as select 1 as id", "seen", "42809", '"seen" is a plain view'],
    ["create table kept (id int)", "public.kept", "42809", '"public.kept" is a table'],
    ["create table kept (id int) partition by list (id)", "kept", "42809", '"kept" is a partitioned table'],
    ["select 1", "nowhere", "42P01", 'there is no materialized view "nowhere"'],
    ["select 1", "", "42P01", 'there is no materialized view ""'],
    [
      "select 1",
      'x"; drop table frescura.views; --',
      "42P01",
      'there is no materialized view "x"; drop table frescura.views; --"',
    ],
  ])("%s: %j is refused with a reason", async (setup, given, code, message) => {
    const error = await refused(async (tx) => {
      await tx.unsafe(setup);
      await find(tx, given);
    });
    expect(error).toMatchObject({ code, message, hint: expect.any(String) });
    expect(await database.sql`select to_regclass('frescura.views') is not null as there`).toEqual([
      { there: true },
    ]);
  });

  test("a name in the wrong case gets the right one proposed", async () => {
    const error = await refused(async (tx) => {
      await makeView(tx, "public", "Sales by Country");
      await find(tx, "public.sales by country");
    });
    expect(error).toMatchObject({
      code: "42P01",
      hint: expect.stringContaining('public."Sales by Country"'),
    });
  });
});

describe("every legal name", () => {
  const legal = (max: number) =>
    fc
      .string({ unit: "binary", minLength: 1, maxLength: max })
      .filter((name) => !name.includes("\0") && Buffer.byteLength(name) <= 63);
  const hostile = fc.constantFrom(
    'x"; drop table frescura.views; --',
    "'; drop table frescura.views; --",
    "$$; drop table frescura.views; $$",
    "%I %s %L",
    "\\",
    "_mv",
    "🦜".repeat(15),
    "İstanbul",
  );

  test("gets a slug, can be registered, refreshed and examined", async () => {
    const schema = fc.oneof(
      fc.constant("public"),
      legal(20).filter((name) => !name.startsWith("pg_")),
    );
    const name = fc.oneof(legal(63), hostile);
    await fc.assert(
      fc.asyncProperty(schema, name, async (schema, name) => {
        await undone(async (tx) => {
          const full = await makeView(tx, schema, name);
          await tx.unsafe(`create unique index on ${full} (id)`);
          const view = await register(tx, `frescura.register('${full.replaceAll("'", "''")}')`);
          expect(view).toMatchObject({ schema_name: schema, view_name: name });
          expect(view.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
          expect(view.title).not.toBe("");
          const [answer] = await tx`select status, rows_affected from frescura.refresh(${full}, 'test')`;
          expect(answer).toEqual({ status: "completed", rows_affected: 1 });
          expect(await tx`select check_name from frescura.doctor(${full})`).toEqual([]);
        });
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ["universal_transactions_mv", "universal-transactions-2"],
    ["Sales by Country", "sales-by-country"],
    ["Ventas_Región_Ñuñoa_MV", "ventas-region-nunoa"],
    ["ÁÉÍÓÚ", "aeiou"],
    ["_mv", "view"],
    ["🦜", "view"],
    ["--a--b--", "a-b"],
    ["x".repeat(63), "x".repeat(63)],
  ])("%j becomes %j", async (name, slug) => {
    const [row] = await database.sql`select frescura.slug('public', ${name}) as slug`;
    expect(row).toEqual({ slug });
  });

  test("views of one name in several schemas get a number", async () => {
    await undone(async (tx) => {
      for (const schema of ["one", "two", "three"]) {
        await makeView(tx, schema, "sales_mv");
        await tx`select frescura.register(${`${schema}.sales_mv`})`;
      }
      const rows = await tx`select slug from frescura.views where view_name = 'sales_mv' order by id`;
      expect(rows.map((row) => row.slug)).toEqual(["sales", "sales-2", "sales-3"]);
    });
  });
});

describe("registering", () => {
  test("keeps the settings given, and gives the view its schedules", async () => {
    await undone(async (tx) => {
      await makeView(tx, "public", "top_tracks");
      const view = await register(
        tx,
        "frescura.register('top_tracks', 'tops', 90, 200, 'The tops', 'Europe/Madrid')",
      );
      expect(view).toMatchObject({ slug: "tops", sla_seconds: 90, stale_seconds: 200, title: "The tops" });
      const schedules =
        await tx`select tier, cron, time_zone from frescura.schedules where view_id = ${view.id} order by tier`;
      expect(schedules).toEqual([
        { tier: "hourly", cron: "0 * * * *", time_zone: "Europe/Madrid" },
        { tier: "working-hours", cron: "*/15 9-18 * * 1-5", time_zone: "Europe/Madrid" },
      ]);
    });
  });

  test("has defaults", async () => {
    await undone(async (tx) => {
      await makeView(tx, "public", "top_tracks");
      const view = await register(tx, "frescura.register('top_tracks', p_sla_seconds => 2147483647)");
      expect(view).toMatchObject({ slug: "top-tracks", title: "Top tracks", stale_seconds: 2147483647 });
    });
  });

  test.each([
    ["frescura.register('v', 'Not A Slug')", "22023"],
    ["frescura.register('v', '')", "22023"],
    [`frescura.register('v', '${"a".repeat(81)}')`, "22023"],
    ["frescura.register('v', p_sla_seconds => 0)", "22023"],
    ["frescura.register('v', p_sla_seconds => 60, p_stale_seconds => 59)", "22023"],
    ["frescura.register('v', p_time_zone => 'Mars/Olympus')", "22023"],
    ["frescura.register('v', 'universal-transactions')", "23505"],
    ["frescura.register('universal_transactions_mv')", "42710"],
  ])("%s is refused with a hint", async (call, code) => {
    const error = await refused(async (tx) => {
      await makeView(tx, "public", "v");
      await tx.unsafe(`select ${call}`);
    });
    expect(error).toMatchObject({ code, hint: expect.any(String) });
  });

  test("a view renamed since is still the registered one", async () => {
    const error = await refused(async (tx) => {
      await tx`alter materialized view universal_transactions_mv rename to other_name`;
      await tx`select frescura.register('other_name')`;
    });
    expect(error).toMatchObject({
      code: "42710",
      message: expect.stringContaining('"universal-transactions"'),
    });
  });
});

describe("discovering", () => {
  test("says what each view would need, and leaves out what is registered", async () => {
    await undone(async (tx) => {
      const ready = await makeView(tx, "public", "ready");
      await tx.unsafe(`create unique index on ${ready} (id)`);
      await tx`create materialized view "raw one" as select 1 as id with no data`;
      const found =
        await tx`select schema_name, view_name, slug, populated, next_mode, needs from frescura.discover()`;
      expect(found).toEqual([
        {
          schema_name: "public",
          view_name: "raw one",
          slug: "raw-one",
          populated: false,
          next_mode: "plain",
          needs: ["unique_index", "first_refresh"],
        },
        {
          schema_name: "public",
          view_name: "ready",
          slug: "ready",
          populated: true,
          next_mode: "concurrent",
          needs: [],
        },
      ]);
      await tx`select frescura.register('ready')`;
      await tx`alter materialized view ready rename to steady`;
      expect(await tx`select view_name from frescura.discover()`).toEqual([{ view_name: "raw one" }]);
    });
  });

  test("is not misled by an object number from another server, as after a restore", async () => {
    await undone(async (tx) => {
      await makeView(tx, "public", "fresh_one");
      await tx`update frescura.views set view_oid = 'fresh_one'::regclass where slug = 'universal-transactions'`;
      expect(await tx`select view_name from frescura.discover()`).toEqual([{ view_name: "fresh_one" }]);
      expect(
        await tx`select view_name, state from frescura.locate(frescura.view_id('universal-transactions'))`,
      ).toEqual([{ view_name: "universal_transactions_mv", state: "recreated" }]);
    });
  });
});

describe("watching a source", () => {
  test.each([
    ["frescura.watch('universal-transactions', 'nowhere', 'monto_total')", "42P01"],
    ["frescura.watch('universal-transactions', 'cpg_pos', 'precio')", "42703"],
    ["frescura.watch('universal-transactions', 'cpg_pos', 'monto_total', p_key_column => 'ctid')", "42703"],
    ["frescura.watch('nothing', 'cpg_pos', 'monto_total')", "42704"],
  ])("%s is refused with a hint", async (call, code) => {
    expect(await refused((tx) => tx.unsafe(`select ${call}`))).toMatchObject({
      code,
      hint: expect.any(String),
    });
  });

  test.each(["numeric(20,2)", "double precision", "bigint", "money", "real"])(
    "amounts of type %s are compared as numbers, however large",
    async (type) => {
      await undone(async (tx) => {
        await tx.unsafe(`create table "Odd ""Sales" ("the key" text, "the amount" ${type})`);
        const [source] =
          await tx`select frescura.watch('universal-transactions', '"Odd ""Sales"', 'the amount', 500, 'the key') as id`;
        expect(source!.id).toBeGreaterThan(0);
        await tx.unsafe(
          `insert into "Odd ""Sales" values ('a', 499), ('b', 500), ('c', 9000000000000), ('d', null)`,
        );
        const events =
          await tx`select source_key, source_table from frescura.refresh_triggers order by source_key`;
        expect(events).toEqual(["b", "c"].map((source_key) => ({ source_key, source_table: 'Odd "Sales' })));
        expect(await tx`select from frescura.capture_failures`).toHaveLength(0);
      });
    },
  );
});
