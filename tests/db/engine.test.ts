import fc from "fast-check";
import type { Row } from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { difference, NONE } from "@/tests/support/sessions";

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
});
beforeEach(async () => {
  await change(`
    create table sale (id int, country text, amount numeric, divisor int default 1);
    insert into sale values (1, 'MX', 10), (2, 'ES', 20), (3, 'MX', 30);
    create materialized view report as select id, country, amount / divisor as amount from sale;
    create unique index report_key on report (id);
    select frescura.register('report')`);
});
afterEach(async () => {
  await change(`
    drop table if exists sale cascade; drop schema if exists elsewhere cascade; drop materialized view if exists other;
    delete from frescura.views where slug = 'report'`);
});
afterAll(() => database.drop());

async function refresh(view = "report", trigger = "test"): Promise<Row> {
  const [row] = await sql()`select * from frescura.refresh(${view}, ${trigger})`;
  return row!;
}

async function lastLog(): Promise<Row> {
  const [row] = await sql()`select * from frescura.refresh_log order by id desc limit 1`;
  return row!;
}

async function health(): Promise<Row> {
  const [row] = await sql()`select * from frescura.health('report')`;
  return row!;
}

describe("the mode", () => {
  test("is concurrent where a unique index allows it, and counts what changed", async () => {
    await change(
      "insert into sale values (4, 'FR', 40); update sale set amount = 11 where id = 1; delete from sale where id = 2",
    );
    expect(await refresh()).toMatchObject({ status: "completed", rows_affected: 3 });
    const log = await lastLog();
    expect(log).toMatchObject({ mode: "concurrent", mode_reason: null, rows_inserted: 2, rows_deleted: 2 });
    expect(await difference(sql(), "report")).toEqual(NONE);
  });

  test("writes nothing where nothing changed", async () => {
    await refresh();
    await refresh();
    expect(await lastLog()).toMatchObject({ rows_inserted: 0, rows_deleted: 0 });
  });

  test("is plain without a unique index, and says why", async () => {
    await change("drop index report_key; insert into sale values (4, 'FR', 40)");
    expect(await refresh()).toMatchObject({ status: "completed", rows_affected: 4 });
    expect(await lastLog()).toMatchObject({
      mode: "plain",
      mode_reason: "no_unique_index",
      rows_inserted: null,
    });
    expect(await health()).toMatchObject({
      refresh_mode: "plain",
      refresh_mode_reason: "no_unique_index",
    });
    expect(await difference(sql(), "report")).toEqual(NONE);
  });

  test("is plain the first time, concurrent from then on", async () => {
    await change("refresh materialized view report with no data");
    expect(await health()).toMatchObject({ freshness: "unknown", state: "unpopulated", next_mode: "plain" });
    await refresh();
    expect(await lastLog()).toMatchObject({
      mode: "plain",
      mode_reason: "unpopulated",
    });
    await refresh();
    expect(await lastLog()).toMatchObject({ mode: "concurrent" });
  });
});

describe("a failed refresh", () => {
  test("is logged with its SQLSTATE, is not raised, and leaves the view as it was", async () => {
    await refresh();
    await change("insert into sale values (4, 'FR', 40, 0)");
    expect(await refresh()).toMatchObject({ status: "failed", rows_affected: null });
    expect(await lastLog()).toMatchObject({
      status: "failed",
      error_code: "22012",
      error_message: "division by zero",
      events_covered: 0,
    });
    expect(await sql()`select id from report order by id`).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  test.each([
    ["concurrent", "insert into sale values (3, 'Canary', 1)", "23505"],
    ["concurrent", "insert into sale values (3, 'MX', 30)", "21000"],
    [
      "plain",
      "refresh materialized view report with no data; insert into sale values (3, 'Canary', 1)",
      "23505",
    ],
  ])("of duplicates (%s: %s) keeps the code %s and no row's data", async (mode, breaking, code) => {
    await refresh();
    await change(breaking);
    expect(await refresh()).toMatchObject({ status: "failed" });
    const log = await lastLog();
    expect(log).toMatchObject({ mode, error_code: code });
    expect(JSON.stringify(log)).not.toMatch(/Canary|\(3/);
  });

  test("never makes the view fresher", async () => {
    await refresh();
    await change(
      "update frescura.refresh_log set refresh_started_at = refresh_started_at - interval '3 hours', created_at = created_at - interval '3 hours'",
    );
    const before = await health();
    expect(before).toMatchObject({ freshness: "very_stale", failures_in_a_row: 0 });
    await change("update sale set divisor = 0");
    await refresh();
    await refresh();
    const after = await health();
    expect(after).toMatchObject({
      freshness: "very_stale",
      last_status: "failed",
      last_error_code: "22012",
      failures_in_a_row: 2,
    });
    expect(after.last_refresh).toEqual(before.last_refresh);
  });

  test.each([
    ["select * from frescura.refresh('report', 'test')"],
    ["call frescura.refresh_tracked('report', 'test', 'me')"],
  ])("by statement_timeout is logged by %s", async (call) => {
    await change(
      "create or replace view slow as select pg_sleep(60) is null as never; drop materialized view report; create materialized view report as select 1 as id, never from slow with no data",
    );
    const session = await sql().reserve();
    try {
      await session`set statement_timeout = '100ms'`;
      const [answer] = await session.unsafe(call);
      expect(answer).toMatchObject({ status: "failed" });
    } finally {
      await session`reset statement_timeout`;
      session.release();
    }
    expect(await lastLog()).toMatchObject({ status: "failed", error_code: "57014" });
    expect(await sql()`select from frescura.refresh_log where status = 'running'`).toHaveLength(0);
    await change("drop view slow cascade");
  });

  test.each(["repeatable read", "serializable"])(
    "%s is refused: it would read old data",
    async (isolation) => {
      const [answer] = await sql()
        .begin(`isolation level ${isolation}`, (tx) => [tx`select * from frescura.refresh('report', 'test')`])
        .then(([rows]) => rows!);
      expect(answer).toMatchObject({ status: "failed" });
      expect(await lastLog()).toMatchObject({
        error_code: "25001",
        error_message: expect.stringContaining(isolation),
      });
    },
  );

  test("over an open cursor of its own transaction is logged", async () => {
    const [answer] = await sql().begin(async (tx) => {
      await tx.unsafe("declare c cursor for select * from report; fetch c");
      return [...(await tx`select * from frescura.refresh('report', 'test')`)];
    });
    expect(answer).toMatchObject({ status: "failed" });
    expect(await lastLog()).toMatchObject({ error_code: "55006" });
  });

  test("in a read-only transaction is an error: not even the log can be written", async () => {
    const asked = sql().begin("read only", (tx) => tx`select * from frescura.refresh('report', 'test')`);
    await expect(asked).rejects.toMatchObject({ code: "25006" });
  });
});

describe("the answer", () => {
  test("counts freshness from the start, as of which the data is", async () => {
    await change(
      "create or replace view slow as select pg_sleep(0.2) is null as never; drop materialized view report; create materialized view report as select 1 as id, never from slow with no data",
    );
    await refresh();
    const log = await lastLog();
    expect(log.refresh_completed_at - log.refresh_started_at).toBeGreaterThanOrEqual(200);
    expect((await health()).last_refresh).toEqual(log.refresh_started_at);
    await change("drop view slow cascade");
  });

  test("has both names of the duration, and names who asked", async () => {
    await sql()`select * from frescura.refresh('report', 'test', null)`;
    const log = await lastLog();
    expect(log.duration_ms).toBe(log.refresh_duration_ms);
    expect(log.triggered_by).not.toBe("");
  });

  test.each(["", "Cron", "a b", "x; drop table sale", "ñ"])(
    "trigger_type %j is refused before any work",
    async (trigger) => {
      await expect(refresh("report", trigger)).rejects.toMatchObject({
        code: "22023",
        hint: expect.any(String),
      });
    },
  );

  test("a caller who takes its transaction back takes the log back too", async () => {
    const before = await lastLog();
    const undone = sql().begin(async (tx) => {
      await tx`select frescura.refresh('report', 'test')`;
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await lastLog()).toEqual(before);
  });

  test("the caller's lock_timeout is as before", async () => {
    await sql().begin(async (tx) => {
      await tx`set local lock_timeout = '7s'`;
      await tx`select frescura.refresh('report', 'test')`;
      expect(await tx`show lock_timeout`).toEqual([{ lock_timeout: "7s" }]);
    });
  });

  test("a transaction sees what it wrote itself", async () => {
    await sql().begin(async (tx) => {
      await tx`insert into sale values (9, 'FR', 90)`;
      await tx`select frescura.refresh('report', 'test')`;
      expect(await tx`select id from report where id = 9`).toHaveLength(1);
    });
  });
});

describe("a view changed behind our back", () => {
  test("dropped: each refresh fails and says so; the others go on", async () => {
    await refresh();
    await change("drop materialized view report");
    expect(await refresh()).toMatchObject({ status: "failed" });
    expect(await lastLog()).toMatchObject({
      error_code: "42P01",
      error_message: "the materialized view public.report does not exist any more",
    });
    expect(await health()).toMatchObject({
      state: "missing",
      freshness: "unknown",
      needs_refresh: true,
      next_mode: null,
    });
    expect(await refresh("universal-transactions")).toMatchObject({ status: "completed" });
  });

  test("replaced by a table of its name: missing", async () => {
    await change("drop materialized view report; create table report as select 1 as id");
    expect(await refresh()).toMatchObject({ status: "failed" });
    expect(await health()).toMatchObject({ state: "missing" });
    await change("drop table report");
  });

  test.each([
    ["renamed", 'alter materialized view report rename to "Other ""name"""', 'public."Other ""name"""'],
    [
      "moved",
      "create schema elsewhere; alter materialized view report set schema elsewhere",
      "elsewhere.report",
    ],
  ])("%s: it is followed", async (_what, moving, name) => {
    await refresh();
    await change(moving);
    await change("insert into sale values (4, 'FR', 40)");
    // Its row in the catalog was written anew, as a refresh does; the next look finds that no row of it was.
    expect(await health()).toMatchObject({ state: "renamed", freshness: "unknown" });
    await change("select frescura.examine_hands()");
    expect(await health()).toMatchObject({ state: "renamed", freshness: "fresh" });
    expect(await refresh()).toMatchObject({ status: "completed", rows_affected: 4 });
    expect(await difference(sql(), name)).toEqual(NONE);
  });

  test("recreated: nothing is known of its data until it is refreshed", async () => {
    await refresh();
    await change("drop materialized view report; create materialized view report as select * from sale");
    expect(await health()).toMatchObject({ state: "recreated", freshness: "unknown", last_refresh: null });
    await refresh();
    expect(await health()).toMatchObject({ state: "ok", freshness: "fresh" });
  });

  test("restored into another server, where object numbers differ: never fresh by an old log", async () => {
    await refresh();
    await change("update frescura.views set view_oid = 1; update frescura.refresh_log set view_oid = 1");
    expect(await health()).toMatchObject({ state: "recreated", freshness: "unknown" });
  });
});

test("after any writes, a refreshed view is its definition", async () => {
  const write = fc.oneof(
    fc
      .record({ id: fc.integer({ min: 10, max: 30 }), country: fc.option(fc.string({ maxLength: 3 })) })
      .map(({ id, country }) => ({
        text: "insert into sale select $1, $2, 5 where not exists (select from sale where id = $1)",
        values: [id, country?.replaceAll("\0", "") ?? null],
      })),
    fc.integer({ min: 1, max: 30 }).map((id) => ({ text: "delete from sale where id = $1", values: [id] })),
    fc
      .integer({ min: 1, max: 30 })
      .map((id) => ({ text: "update sale set amount = amount + 1 where id >= $1", values: [id] })),
    fc.constant({ text: "refresh", values: [] }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 12 }), async (writes) => {
      for (const { text, values } of [...writes, { text: "refresh", values: [] }]) {
        if (text !== "refresh") {
          await sql().unsafe(text, values as (string | number | null)[]);
          continue;
        }
        expect(await refresh()).toMatchObject({ status: "completed" });
        expect(await difference(sql(), "report")).toEqual(NONE);
      }
    }),
    { numRuns: 25 },
  );
});
