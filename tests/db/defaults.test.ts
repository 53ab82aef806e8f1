import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterEach, describe, expect, inject, test } from "vitest";
import { connect, openDb } from "@/db/client";
import { migrate } from "@/db/migrate";
import { healthOf } from "@/db/queries/health";
import { refreshView } from "@/db/queries/refresh";
import { knownProblem } from "@/server/failure";
import { createDatabase } from "@/tests/support/database";
import { DEFAULTS, type Default, LATIN1 } from "@/tests/support/defaults";
import { databaseUrl } from "@/tests/support/urls";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function databaseWith({
  made = "",
  settings = [],
  settingsOfRole = [],
  before,
}: Default): Promise<string> {
  const name = `frescura_default_${randomBytes(6).toString("hex")}`;
  const server = inject("serverUrl");
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  cleanups.push(async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  await admin.unsafe(`create database ${name} template template0 ${made}`);
  const url = databaseUrl(server, name);
  if (before) {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql.unsafe(before);
    await sql.end();
  }
  for (const setting of settings) await admin.unsafe(`alter database ${name} set ${setting}`);
  for (const setting of settingsOfRole) {
    await admin.unsafe(`alter role current_user in database ${name} set ${setting}`);
  }
  return url;
}

async function migratedDatabase(): Promise<string> {
  const database = await createDatabase();
  cleanups.push(() => database.drop());
  return database.url;
}

/** A session of somebody else: psql, pg_cron, an application; it has whatever the DBA has set. */
function foreign(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false });
  cleanups.push(() => sql.end({ timeout: 1 }));
  // A session for each: one that waits meanwhile may be ended by its server, as the list has it.
  const ask = async (text: string) => {
    const own = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false });
    try {
      return await own.unsafe(text);
    } finally {
      await own.end({ timeout: 1 });
    }
  };
  return { sql, ask };
}

const DIFFERING = (view: string, definition: string) =>
  `select count(*)::integer as n from ((table ${view} except all (${definition})) union all ((${definition}) except all table ${view})) d`;

test("every function reads its own text and writes names as ever, and says where it looks for names", async () => {
  const { sql } = foreign(await migratedDatabase());
  const functions = await sql<{ name: string; config: string[] }[]>`
    select p.proname as name, coalesce(to_jsonb(p.proconfig), '[]') as config, l.lanname as language
      from pg_proc p join pg_language l on l.oid = p.prolang
     where p.pronamespace = 'frescura'::regnamespace and p.prokind = 'f'
       and p.proname !~ '^(capture_[0-9]+_|threshold_[0-9]+$)'`;
  const lacking = (setting: string) =>
    functions
      .filter(({ config }) => !config.some((each) => each.startsWith(setting)))
      .map(({ name }) => name);
  expect(functions.length).toBeGreaterThan(150);
  const planned = [
    "base_relations",
    "data_as_of",
    "display_name",
    "family",
    "five_minutes",
    "freshness",
    "good_refreshes",
    "last_good",
    "lock_of",
    "managed",
    "nearly_equal",
    "recommendation",
    "run_seconds",
    "verdict_codes",
  ];
  // What fills a view runs by the search_path of who asks; what they call has its own.
  const filling = [
    ...["check_trigger_type", "mend_live", "process_pending", "record_attempt", "refresh", "refresh_attempt"],
    "refresh_object",
    "strategy_concurrent",
    "strategy_plain",
  ];
  expect(lacking("standard_conforming_strings=on").sort()).toEqual(planned);
  expect(lacking("quote_all_identifiers=off").sort()).toEqual(planned);
  expect(lacking("search_path=").sort()).toEqual([...planned, ...filling].sort());
});

test("a name with a character that the encoding lacks is refused in words", async () => {
  const url = await databaseWith(LATIN1);
  await migrate(url);
  const { sql, ask } = foreign(url);
  await ask("create materialized view report as select 1 as id");
  const error = await sql`select frescura.register('report', p_title => ${"\u65e5"})`.catch(
    (thrown) => thrown,
  );
  expect(knownProblem(error)).toMatchObject({
    code: "bad_parameter",
    message: expect.stringContaining("LATIN1"),
  });
});

describe.each(DEFAULTS)("with %s", (_name, given) => {
  test("it is migrated, tracked, written to, refreshed, and exact", async () => {
    const url = await databaseWith(given);
    const customer = foreign(url);
    await customer.ask(`
      create schema shop;
      create table shop.bill (id integer primary key, total float8, at timestamptz, note text);
      create materialized view shop.bills as select id, total, at, note from shop.bill;
      create unique index on shop.bills (id)`);

    await migrate(url);
    const db = openDb({ url, applicationName: "frescura tests" });
    cleanups.push(() => db.end(1));
    await db.sql.begin(async (tx) => {
      await tx`select frescura.register('shop.bills')`;
      await tx`select * from frescura.track_check('bills', 'shop.bill', array['r.id'], p_amount => 'r.total')`;
      await tx`select frescura.track('bills', 'shop.bill', array['r.id'], 'r.total', p_threshold => 10000)`;
    });
    const refreshed = async () =>
      (await refreshView(db, { view: "bills", triggerType: "manual", triggeredBy: "test" })).status;
    expect(await refreshed()).toBe("completed");

    // Writers have the defaults of the database, and so has who looks by psql.
    await customer.ask(`
      insert into shop.bill select g, g + 0.1234567890123, now() - g * interval '1 day', 'n' || g from generate_series(1, 40) g;
      update shop.bill set total = 1234567.891234 where id = 7;
      update shop.bill set id = 400 where id = 9;
      delete from shop.bill where id = 3`);
    const live = DIFFERING("shop.bills_live", "select id, total, at, note from shop.bill");
    expect([...(await customer.ask(live))]).toEqual([{ n: 0 }]);
    expect([...(await db.read.unsafe(live))]).toEqual([{ n: 0 }]);
    const health = await healthOf(db.sql, "bills");
    expect(health).toMatchObject({ pending_known: true, freshness: "fresh" });
    expect(health.pending_transactions).toBe(41);
    const [seen] = await customer.ask(
      "select pending_known, pending_transactions::integer as n from frescura.health('bills')",
    );
    expect(seen).toEqual({ pending_known: true, n: 41 });
    expect(await db.sql`select from frescura.refresh_triggers where processed_at is null`).toHaveLength(1);

    expect(await refreshed()).toBe("completed");
    const exact = DIFFERING("shop.bills", "select id, total, at, note from shop.bill");
    expect([...(await db.read.unsafe(exact))]).toEqual([{ n: 0 }]);
    expect(await db.sql`select from frescura.pending('bills')`).toHaveLength(0);

    // By pg_cron or psql: a procedure that commits, in a session of its own.
    await customer.ask("insert into shop.bill values (500, 20000, now(), 'by cron')");
    await customer.ask("call frescura.refresh_tracked('bills', 'cron', 'psql')");
    const [last] =
      await db.sql`select status, error_message from frescura.refresh_log order by id desc limit 1`;
    expect(last).toEqual({ status: "completed", error_message: null });
    expect([...(await db.read.unsafe(exact))]).toEqual([{ n: 0 }]);
    await db.sql`update frescura.schedules set created_at = now() - interval '3 hours'`;
    await customer.ask("call frescura.run_due(null, 'psql')");
    await customer.ask("call frescura.upkeep('psql')");
    const runs = await db.sql`select outcome from frescura.schedule_runs`;
    expect(runs.map(({ outcome }) => outcome)).not.toContain("failed");
    expect(runs.length).toBeGreaterThan(0);

    // Nothing that the doctor finds is an error of its own, nor that capture were other than it was.
    for (const sql of [db.sql, connect(url, "frescura tests", 1)]) {
      const found = await sql`select check_name, detail from frescura.doctor()`;
      expect(found.map(({ check_name }) => check_name)).not.toContain("check_failed");
      expect(found.map(({ check_name }) => check_name)).not.toContain("completeness");
      if (sql !== db.sql) await sql.end();
    }
    const foreigners = await customer.ask("select check_name from frescura.doctor()");
    expect(JSON.stringify(foreigners)).not.toContain("check_failed");
  });
});
