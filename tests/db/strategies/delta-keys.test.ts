import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { migrate } from "@/db/migrate";
import { createDatabase } from "@/tests/support/database";
import { startOtherServer } from "@/tests/support/debian-server";
import { expectExact } from "@/tests/support/ledger/lab";
import { locate, POSTGRESQL } from "@/tests/support/programs";
import { NONE } from "@/tests/support/sessions";

const installed = locate(POSTGRESQL);
const servers = ["the tests' server", ...(installed ? ["an installed PostgreSQL"] : [])];

/** Types of keys, with values of each; two that are equal and not the same where the type has such. */
const KEYS: Record<string, { type: string; values: readonly string[] }> = {
  numeric: { type: "numeric", values: ["1", "1.00", "2.5", "1e3", "'NaN'"] },
  text: { type: "text", values: ["'a'", "'A'", "'a b'", "''", "'\\x'"] },
  uuid: {
    type: "uuid",
    values: [
      "'00000000-0000-0000-0000-000000000001'",
      "'00000000-0000-0000-0000-00000000000a'",
      "'ffffffff-ffff-4fff-bfff-ffffffffffff'",
    ],
  },
  citext: { type: "citext", values: ["'Ana'", "'ana'", "'Bea'", "'BEA'", "'c'"] },
  date: { type: "date", values: ["'2026-01-01'", "'2026-02-28'", "'infinity'", "'0044-03-15 BC'"] },
  varchar: { type: "varchar(5)", values: ["'a'", "'b'", "'a '"] },
  char: { type: "char(3)", values: ["'a'", "'b'", "'abc'"] },
  timestamptz: {
    type: "timestamptz",
    values: ["'2026-03-08 02:30+00'", "'2026-03-08 02:30-06'", "'-infinity'"],
  },
  array: { type: "int[]", values: ["'{1,2}'", "'{}'", "'{2,1}'"] },
  "a collation for which texts are equal": {
    type: 'text collate "ci"',
    values: ["'Ana'", "'ANA'", "'bea'", "'Bea'", "'c'"],
  },
};

describe.each(servers)("on %s", (which) => {
  let sql: Sql;
  let stop: () => Promise<void>;
  const change = (text: string) => sql.unsafe(text);

  beforeAll(async () => {
    if (which === servers[0]) {
      const database = await createDatabase();
      sql = database.sql;
      stop = () => database.drop();
    } else {
      const server = await startOtherServer(installed!);
      await migrate(server.url);
      sql = connect(server.url, "frescura tests", 4);
      stop = async () => {
        await sql.end({ timeout: 5 });
        await server.stop();
      };
    }
    await change(`
      delete from frescura.views;
      create extension citext;
      create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`);
  });
  afterAll(() => stop());

  /** What the last refresh did, after it was compared with the definition both ways. */
  async function refreshed() {
    await expectExact(sql, "by-key");
    await change("select frescura.refresh('by-key', 'test')");
    const [difference] = await change(`
      with d as materialized (select * from frescura.definition_of_test)
      select (select count(*) from (table d except all table by_key) x)::integer as missing,
             (select count(*) from (table by_key except all table d) x)::integer as surplus`);
    expect(difference).toEqual(NONE);
    await expectExact(sql, "by-key");
    const [run] =
      await change(`select status, mode, mode_reason, error_message, keys::integer, rows_written::integer as written
                                  from frescura.refresh_log order by id desc limit 1`);
    expect(run).toMatchObject({ status: "completed", error_message: null });
    return run!;
  }

  async function made(
    columns: string,
    definition: string,
    key: string,
    mapping: readonly string[],
    rows: string,
  ) {
    await change(`
      create table src (id int primary key, ${columns}, amount numeric); create index on src (${key});
      ${rows};
      create materialized view by_key as ${definition}; create unique index by_key_key on by_key (${key});
      create view frescura.definition_of_test as ${definition};
      select frescura.register('by_key', 'by-key')`);
    await sql`select frescura.track('by-key', 'src', ${[...mapping]}::text[], 'r.amount')`;
    await change("select frescura.refresh('by-key'); select frescura.set_strategy('by-key', 'delta')");
  }
  const gone = () =>
    change(`select frescura.set_strategy('by-key', 'full'); select frescura.unregister('by-key');
            drop view frescura.definition_of_test; drop materialized view by_key; drop table src`);

  afterEach(() => gone());

  test.each(Object.entries(KEYS))(
    "a key of %s: changed, deleted, reinserted",
    async (_name, { type, values }) => {
      const all = values.map((value, n) => `(${n + 1}, ${value}::${type.split(" ")[0]}, ${n}.50)`).join(", ");
      await made(
        `k ${type}`,
        "select k, count(*) as n, sum(amount) as amount from src group by k",
        "k",
        ["r.k"],
        `insert into src values ${all}`,
      );
      await change("update src set amount = amount + 1 where id = 1");
      expect(await refreshed()).toMatchObject({ mode: "delta", keys: 1, written: 1 });
      await change(`update src set k = (select k from src where id = 3) where id = 1`);
      expect(await refreshed()).toMatchObject({ mode: "delta" });
      await change(
        "create temp table kept as select * from src where id in (2, 3); delete from src where id in (2, 3)",
      );
      expect(await refreshed()).toMatchObject({ mode: "delta" });
      await change("insert into src select * from kept; drop table kept");
      expect(await refreshed()).toMatchObject({ mode: "delta" });
      await change("delete from src where id = 2; insert into src select 2, k, 9 from src where id = 3");
      expect(await refreshed()).toMatchObject({ mode: "delta" });
      expect(await refreshed()).toMatchObject({ mode: "delta", keys: 0, written: 0 });
      const proofs =
        await sql`select distinct differing_keys::integer as differing from frescura.verifications
                              where triggered_by = 'frescura:delta'`;
      expect(proofs).toEqual([{ differing: 0 }]);
    },
  );

  test("a key of several columns, some of which change alone", async () => {
    await made(
      "a int, b text",
      "select a, b, sum(amount) as amount from src group by a, b",
      "a, b",
      ["r.a", "r.b"],
      "insert into src select g, g % 3, 'b' || g % 2, g from generate_series(1, 12) g",
    );
    await change("update src set b = 'b9' where id = 4");
    expect(await refreshed()).toMatchObject({ mode: "delta", keys: 2 });
    await change("update src set a = 7 where b = 'b1'; delete from src where a = 0");
    expect(await refreshed()).toMatchObject({ mode: "delta" });
  });

  test("a key that is null makes it compare all, and rows with one are right", async () => {
    await made(
      "a int, b text",
      "select a, b, sum(amount) as amount from src group by a, b",
      "a, b",
      ["r.a", "r.b"],
      "insert into src select g, nullif(g % 3, 0), nullif('b' || g % 2, 'b0'), g from generate_series(1, 12) g",
    );
    await change("update src set amount = 100 where id = 6");
    expect(await refreshed()).toMatchObject({ mode: "rebuild", mode_reason: "whole_source_changed" });
    await change("update src set amount = 100 where id = 1");
    expect(await refreshed()).toMatchObject({ mode: "delta", keys: 1, written: 1 });
    await change("update src set a = null, b = null where id = 1");
    expect(await refreshed()).toMatchObject({ mode: "rebuild" });
    await change("delete from src where a is null");
    expect(await refreshed()).toMatchObject({ mode: "rebuild" });
  });

  test("a NULL that is like any other: nulls not distinct", async () => {
    await made(
      "a int",
      "select a, sum(amount) as amount from src group by a",
      "a",
      ["r.a"],
      "insert into src select g, nullif(g % 3, 0), g from generate_series(1, 12) g",
    );
    await change(
      "drop index by_key_key; create unique index by_key_key on by_key (a) nulls not distinct; select frescura.refresh('by-key')",
    );
    await change("update src set amount = 100 where a is null or id = 1");
    expect(await refreshed()).toMatchObject({ mode: "rebuild" });
    await change("update src set amount = 7 where id = 1");
    expect(await refreshed()).toMatchObject({ mode: "delta", written: 1 });
  });

  test("two rows that swap a value of another unique index", async () => {
    await made(
      "u int",
      "select id, u, amount from src",
      "id",
      ["r.id"],
      "insert into src select g, g, g from generate_series(1, 12) g",
    );
    await change("create unique index by_u on by_key (u); select frescura.refresh('by-key')");
    await change("update src set u = 3 - u where u in (1, 2)");
    expect(await refreshed()).toMatchObject({ mode: "delta", keys: 2, written: 4 });
    await change("update src set u = 13 - u; delete from src where id = 5");
    expect(await refreshed()).toMatchObject({ mode: "delta", keys: 12, written: 23 });
  });

  test("a key that nothing keeps unique any more, and that comes to have several rows", async () => {
    await made(
      "a int",
      "select a, amount from src",
      "a",
      ["r.a"],
      "insert into src select g, g, g from generate_series(1, 12) g",
    );
    await change("drop index by_key_key; select frescura.refresh('by-key')");
    await change("insert into src values (13, 1, 1), (14, 1, 5), (15, 2, 5); delete from src where id = 3");
    expect(await refreshed()).toMatchObject({ mode: "delta", keys: 3 });
    await change("delete from src where id in (1, 15); update src set amount = 8 where a = 7");
    expect(await refreshed()).toMatchObject({ mode: "delta", keys: 3 });
    await change("delete from src where id = 14");
    await refreshed();
    await change("create unique index by_key_key on by_key (a)");
  });

  test("an index that tells apart what the column holds to be equal", async () => {
    await made(
      'k text collate "ci"',
      "select k, id, amount from src",
      "id",
      ["r.id"],
      "insert into src values (1, 'Ana', 1), (2, 'ANA', 2), (3, 'Bea', 3)",
    );
    await change(`select frescura.set_strategy('by-key', 'full'); select frescura.untrack('by-key'); drop index by_key_key;
      create unique index by_key_key on by_key (k collate "C");
      select frescura.track('by-key', 'src', array['r.k']); select frescura.refresh('by-key');
      select frescura.set_strategy('by-key', 'delta')`);
    await change("delete from src where id = 1");
    expect(await refreshed()).toMatchObject({ mode: "delta", keys: 1 });
    await change("insert into src values (4, 'aNA', 4); update src set amount = 5 where id = 2");
    expect(await refreshed()).toMatchObject({ mode: "delta" });
  });

  test("a table that somebody lets inherit from it, and one that was renamed", async () => {
    await made(
      "a int",
      "select id, a, amount from src",
      "id",
      ["r.id"],
      "insert into src select g, g % 3, g from generate_series(1, 12) g",
    );
    await change("create table heir () inherits (by_key); select frescura.refresh('by-key', 'test')");
    await change("update src set amount = 50 where id in (1, 2); delete from src where id = 3");
    expect(await refreshed()).toMatchObject({ mode: "delta", keys: 3, written: 3 });
    await change("insert into heir values (7, 7, 7), (8, 8, 8), (9, 9, 9)");
    await change("update src set amount = 51 where id in (1, 2, 7); delete from src where id = 8");
    await change("select frescura.refresh('by-key', 'test')");
    expect(await sql`select * from only by_key except all select * from frescura.definition_of_test`).toEqual(
      [],
    );
    expect(await sql`select count(*)::integer as heirs from heir`).toEqual([{ heirs: 3 }]);
    await change("drop table heir; alter table by_key rename to by_another");
    await change("update src set amount = 52 where id = 1; select frescura.refresh('by-key', 'test')");
    expect(await sql`select status, mode from frescura.refresh_log order by id desc limit 1`).toEqual([
      { status: "completed", mode: "rebuild" },
    ]);
    expect(await sql`select * from by_another except all select * from frescura.definition_of_test`).toEqual(
      [],
    );
    await change("alter table by_another rename to by_key; select frescura.refresh('by-key', 'test')");
  });

  test("a lookup that fails where the definition does not: all of it is compared", async () => {
    await made(
      "a int",
      "select id, a, amount from src",
      "id",
      ["r.id"],
      "insert into src select g, g % 3, g from generate_series(1, 12) g",
    );
    await change(`select frescura.track('by-key', 'src', p_lookup => 'select s.id from public.src s where s.id = :key::int and 1 / (12 - s.id) >= 0',
                    p_mapping => 'more', p_trial => false); select frescura.refresh('by-key', 'test')`);
    await change("update src set amount = 9 where id = 12");
    await change("select frescura.refresh('by-key', 'test')");
    const [run] =
      await sql`select status, mode, mode_reason, rows_written::integer as written from frescura.refresh_log order by id desc limit 1`;
    expect(run).toEqual({ status: "completed", mode: "rebuild", mode_reason: "delta_failed", written: 1 });
    expect(await sql`select * from by_key except all select * from frescura.definition_of_test`).toEqual([]);
  });

  test("columns that have no equality, and values that are equal and not the same", async () => {
    await made(
      "doc json, share float8",
      "select id, doc, share, amount from src",
      "id",
      ["r.id"],
      `insert into src values (1, '{"a": 1}', 'NaN', 1.0), (2, '{}', 0, 1.00), (3, null, null, null)`,
    );
    expect(await refreshedByText()).toMatchObject({ mode: "delta", keys: 0, written: 0 });
    await change(
      `update src set doc = '{"a":1}' where id = 1; update src set amount = 1.000 where id = 2; update src set amount = amount where id = 3`,
    );
    expect(await refreshedByText()).toMatchObject({ mode: "delta", keys: 3, written: 2 });
  });

  /** As {@link refreshed}, of rows that have no equality but by how they are written. */
  async function refreshedByText() {
    await change("select frescura.refresh('by-key', 'test')");
    const differing = await change(`
      (select t::text from frescura.definition_of_test t except all select t::text from by_key t) union all
      (select t::text from by_key t except all select t::text from frescura.definition_of_test t)`);
    expect([...differing]).toEqual([]);
    return (
      await change(`select status, mode, keys::integer, rows_written::integer as written
                            from frescura.refresh_log order by id desc limit 1`)
    )[0]!;
  }

  test("more keys than it pays for: all of it is compared, once", async () => {
    await made(
      "a int",
      "select id, a, amount from src",
      "id",
      ["r.id"],
      "insert into src select g, g % 3, g from generate_series(1, 40) g",
    );
    await change("insert into frescura.settings (key, value) values ('delta_keys_min', '3')");
    await change("update src set amount = 0 where id <= 6");
    expect(await refreshed()).toMatchObject({
      mode: "rebuild",
      mode_reason: "too_many_keys",
      keys: null,
      written: 6,
    });
    await change("update src set amount = 0 where id = 9");
    expect(await refreshed()).toMatchObject({ mode: "delta", mode_reason: null, keys: 1 });
    await change("delete from frescura.settings where key = 'delta_keys_min'");
  });
});
