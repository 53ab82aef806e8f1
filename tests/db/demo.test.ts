import { verify } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSalesSimulator } from "@/db/demo/sales-simulator";
import { seedDemo } from "@/db/demo/seed";
import { createDatabase, type TestDatabase } from "../support/database";
import { until } from "../support/wait";

const NOW = new Date("2026-11-18T20:30:00Z");
const FAST = { min: 1, max: 5, away: 20 };
let demo: TestDatabase;

beforeAll(async () => {
  demo = await createDatabase();
  await seedDemo(demo.url, { password: "una contraseña", now: NOW });
});
afterAll(() => demo.drop());

/** But for the numbers of events, of which trial writes take some and give none back. */
const digest = async ({ sql }: TestDatabase) => {
  const [row] = await sql`
    select (select md5(string_agg(p::text, ',' order by id)) from (select id, folio, cliente, sucursal, monto_total, metodo_pago, created_at from cpg_pos) p) as pos,
           (select md5(string_agg(c::text, ',' order by id)) from (select id, folio, cliente, consignatario, monto_total, estado, created_at from cpg_consignment) c) as consignments,
           (select md5(string_agg(l::text, ',' order by id)) from (select id, view_name, status, trigger_type, error_code, duration_ms, rows_affected, refresh_started_at
                from frescura.refresh_log where trigger_type <> 'manual') l) as history,
           (select md5(string_agg(t::text, ',' order by created_at, source_table, source_key)) from (select source_table, source_key, amount, created_at, processed_at, refresh_id from frescura.refresh_triggers
                where operation <> 'request') t) as events`;
  return row;
};

describe("the demo", () => {
  test("is the same for the same seed and moment", async () => {
    const again = await createDatabase();
    await seedDemo(again.url, { password: "another", now: NOW });
    expect(await digest(again)).toEqual(await digest(demo));
    await again.drop();
  });

  test("has 10,000 transactions in 90 days, in shop hours, more of them on pay days and at weekends", async () => {
    const [facts] = await demo.sql`
      select count(*) as total, min(fecha) > ${NOW}::timestamptz - interval '90 days' as recent, max(fecha) < ${NOW} as past,
             count(*) filter (where extract(hour from fecha at time zone 'America/Mexico_City') not between 8 and 21) as at_night,
             count(*) filter (where monto_total >= 10000) between 80 and 400 as few_large
        from universal_transactions_mv`;
    expect(facts).toEqual({ total: 10_000, recent: true, past: true, at_night: 0, few_large: true });
    const [days] = await demo.sql`
      select avg(n) filter (where extract(isodow from day) = 6) > 1.3 * avg(n) filter (where extract(isodow from day) = 2) as saturdays,
             avg(n) filter (where extract(day from day) in (15, 16)) > 1.2 * avg(n) as paydays
        from (select (created_at at time zone 'America/Mexico_City')::date as day, count(*) as n from cpg_pos group by 1) d`;
    expect(days).toEqual({ saturdays: true, paydays: true });
  });

  test("shows four fresh views, one of which reads another and follows it, and nothing waits", async () => {
    const health = await demo.sql`select slug, freshness, pending_events, next_mode from frescura.health()`;
    expect(health.map((row) => Object.values(row))).toEqual([
      ["universal-transactions", "fresh", 0, "concurrent"],
      ["ventas-por-sucursal", "fresh", 0, "concurrent"],
      ["top-clientes", "fresh", 0, "concurrent"],
      ["ventas-diarias", "fresh", 0, "concurrent"],
    ]);
    expect(await demo.sql`select slug, upstreams from frescura.graph() where depth > 0`).toMatchObject([
      { slug: "ventas-diarias", upstreams: ["universal-transactions"] },
    ]);
  });

  test("opens with its promises kept, and keeps them while the shop sells", async () => {
    const verdicts = async () =>
      (await demo.sql`select slug, verdict, reasons from frescura.verdict()`).filter(
        ({ verdict }) => verdict !== "reliable",
      );
    expect(await verdicts()).toEqual([]);
    await demo.sql
      .begin(async (tx) => {
        // As much as comes between two large payments.
        await tx`insert into cpg_pos (folio, cliente, sucursal, monto_total) select 'D' || n, 'Ana', 'Centro', 600 from generate_series(1, 26) n`;
        expect(await tx`select slug from frescura.verdict() where verdict <> 'reliable'`).toEqual([]);
        await tx`insert into cpg_pos (folio, cliente, sucursal, monto_total) values ('D27', 'Ana', 'Centro', 60000)`;
        // One that nobody would want to miss is: it is told, until the refresh that it wakes.
        expect(
          (await tx`select slug from frescura.verdict() where verdict = 'incomplete' order by slug`).map(
            ({ slug }) => slug,
          ),
        ).toEqual(["top-clientes", "universal-transactions", "ventas-diarias", "ventas-por-sucursal"]);
        expect(
          (await tx`select slug from frescura.waiting_views() order by slug`).map(({ slug }) => slug),
        ).toEqual(["top-clientes", "universal-transactions", "ventas-por-sucursal"]);
        await tx`delete from cpg_pos where folio like 'D%'`;
        throw new Error("undone");
      })
      .catch((error) => {
        if (error.message !== "undone") throw error;
      });
  });

  test("has a month of refreshes that say they are invented, some failed, and none at the same time", async () => {
    const origins = await demo.sql`select distinct triggered_by from frescura.refresh_log`;
    expect(origins).toEqual([{ triggered_by: "demo-data" }]);
    const [log] = await demo.sql`
      select count(*) filter (where status = 'failed' and error_code is not null) between 4 and 40 as failures,
             count(*) filter (where trigger_type = 'event') > 20 as events,
             count(*) filter (where refresh_started_at < ${NOW}::timestamptz - interval '31 days') as older
        from frescura.refresh_log`;
    expect(log).toEqual({ failures: true, events: true, older: 0 });
    const overlaps = await demo.sql`
      select from (select refresh_started_at, lag(refresh_completed_at) over (partition by view_id order by refresh_started_at) as before
                     from frescura.refresh_log) l where before > refresh_started_at`;
    expect(overlaps).toHaveLength(0);
  });

  test("links each event to the refresh that covered it", async () => {
    const [events] = await demo.sql`
      select count(*) = (select sum(events_covered) from frescura.refresh_log where status = 'completed') as all_covered,
             bool_and(t.processed_at between t.created_at and t.created_at + interval '1 minute') as soon
        from frescura.refresh_triggers t join frescura.refresh_log l on l.id = t.refresh_id and l.status = 'completed'`;
    expect(events).toEqual({ all_covered: true, soon: true });
  });

  test("has four accounts with the printed password", async () => {
    const users = await demo.sql`select email, role, password_hash from frescura.users order by id`;
    expect(users.map(({ role }) => role)).toEqual(["ceo", "cfo", "ops", "admin"]);
    expect(users.every(({ email, role }) => email === `${role}@frescura.demo`)).toBe(true);
    expect(await verify(users[0]!.password_hash, "una contraseña")).toBe(true);
    expect(users[0]!.password_hash).toMatch(/^\$argon2id\$/);
  });

  test("is made once: the next start finds its accounts", async () => {
    const before = await digest(demo);
    const { accounts } = await seedDemo(demo.url, { password: "una contraseña" });
    expect(accounts.map(({ role }) => role)).toEqual(["ceo", "cfo", "ops", "admin"]);
    expect(await digest(demo)).toEqual(before);
  });
});

describe("a database that is somebody's", () => {
  let theirs: TestDatabase;
  beforeAll(async () => {
    theirs = await createDatabase();
    await theirs.sql`insert into cpg_pos (monto_total) values (100)`;
  });
  afterAll(() => theirs.drop());

  test("stays as it is", async () => {
    expect(await seedDemo(theirs.url, { password: "x" })).toEqual({ accounts: [] });
    const [rows] = await theirs.sql`
      select (select count(*) from cpg_pos) as sales, (select count(*) from frescura.users) as users, (select count(*) from frescura.refresh_log) as log`;
    expect(rows).toEqual({ sales: 1, users: 0, log: 0 });
  });

  test("gets no sales simulator", async () => {
    await expect(startSalesSimulator(theirs.url, FAST)).rejects.toThrow("not the demo's");
  });
});

describe("the sales simulator", () => {
  const sold = async () => (await demo.sql`select count(*) from cpg_pos`)[0]!.count as number;

  test("sells, sometimes for more than 10,000, and stops", async () => {
    const before = await sold();
    const simulator = await startSalesSimulator(demo.url, FAST);
    await until("there is an event", async () => {
      const [row] =
        await demo.sql`select from frescura.refresh_triggers where processed_at is null and amount >= 10000`;
      return row;
    });
    await simulator.stop();
    const after = await sold();
    expect(after).toBeGreaterThan(before);
    const still =
      await demo.sql`select from pg_stat_activity where datname = current_database() and application_name = 'frescura sales simulator'`;
    expect(still).toHaveLength(0);
  });

  test("opens again after its connection was cut", async () => {
    const simulator = await startSalesSimulator(demo.url, FAST);
    await demo.sql`select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'frescura sales simulator'`;
    const before = await sold();
    await until("it sells again", async () => (await sold()) > before + 2);
    await simulator.stop();
  });
});
