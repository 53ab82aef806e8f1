import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDb } from "@/server/db";
import { wakeWorker } from "@/server/wake";
import { startWorker, type Worker } from "@/worker/loop";
import { createProduct, listeningLog, type Product } from "../support/product";
import { databaseUrl } from "../support/urls";
import { until } from "../support/wait";

let product: Product;
let worker: Worker | undefined;
let heard: ReturnType<typeof listeningLog>;
/** The sleeps that were begun, each with what ends it before its time. */
let sleeps: { end: () => void }[];

beforeAll(async () => {
  product = await createProduct();
});
afterAll(() => product.drop());
beforeEach(async () => {
  heard = listeningLog();
  sleeps = [];
  await product.sql.unsafe(`
    truncate cpg_pos;
    truncate frescura.refresh_log, frescura.refresh_triggers, frescura.schedule_runs, frescura.drivers;
    update frescura.views set retry_at = null;
    update frescura.schedules set created_at = clock_timestamp(), cron = case tier when 'events' then '*/5 * * * *'
      -- Not within the hour that a worker sleeps at most.
      else to_char(clock_timestamp() at time zone time_zone - interval '2 hours', 'FMMI FMHH24 * * *') end,
      enabled = tier <> 'targets';
    select frescura.refresh('universal-transactions', 'test')`);
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

/** A worker whose time is the test's: a sleep lasts until it is told to end. */
async function start(): Promise<void> {
  const env = { DATABASE_URL: product.url, DATABASE_URL_DIRECT: undefined, WORKER_IDLE: "sleep" } as const;
  const sleep = (_seconds: number, signal: AbortSignal) =>
    new Promise<void>((end) => {
      signal.addEventListener("abort", () => end(), { once: true });
      sleeps.push({ end });
    });
  worker = await startWorker({ log: heard.log, env, sleep });
}

const asleep = (n: number) => until(`it sleeps for time ${n}`, async () => sleeps.length >= n);
const connections = () =>
  product.sql`
    select application_name, query from pg_stat_activity
     where datname = current_database() and application_name like 'frescura%' and application_name <> 'frescura tests'`;
const sell = (folio: string) =>
  product.sql`insert into cpg_pos (folio, monto_total) values (${folio}, 25000)`;
const isVisible = async (folio: string) =>
  (await product.sql`select from universal_transactions_mv where folio = ${folio}`).length === 1;

test("while nothing is due it has no connection, and says until when", async () => {
  await closeDb();
  await start();
  await asleep(1);
  // The server notices a moment after the socket is closed.
  await until("its sessions are gone", async () => (await connections()).length === 0);
  const [driver] = await product.sql`
    select kind, next_look_at > seen_at + interval '30 minutes' as promised from frescura.drivers`;
  expect(driver).toEqual({ kind: "worker", promised: true });
});

test("its silence is no sign of death before the time that it named, and one after", async () => {
  await start();
  await asleep(1);
  const alerts = () => product.sql`select * from frescura.alert_when_no_driver()`;
  await product.sql`update frescura.drivers set seen_at = seen_at - interval '50 minutes'`;
  expect(await alerts()).toEqual([]);
  await product.sql`update frescura.drivers set next_look_at = clock_timestamp() - interval '11 minutes'`;
  expect(await alerts()).toHaveLength(1);
});

test("where a view promises sooner than that, the doctor says so, until somebody else is awake", async () => {
  await start();
  await asleep(1);
  const found = async () => [
    ...(await product.sql`
      select severity, cure from frescura.doctor('universal-transactions') where check_name = 'asleep'`),
  ];
  const [finding, ...more] = await found();
  expect({ finding, more }).toMatchObject({ finding: { severity: "warning" }, more: [] });
  await product.sql`select frescura.heartbeat('pg_cron', 'pg_cron')`;
  expect(await found()).toEqual([]);
  await product.sql`delete from frescura.drivers where kind = 'pg_cron'`;
  await product.sql.unsafe(finding!.cure);
  expect(await found()).toEqual([]);
  await product.sql`delete from frescura.settings where key = 'sleep_max'`;
});

test("one that is stopped promises nothing any more", async () => {
  await start();
  await asleep(1);
  await worker!.stop();
  const [driver] = await product.sql`select next_look_at <= clock_timestamp() as over from frescura.drivers`;
  expect(driver).toEqual({ over: true });
});

test("a high-impact event that commits meanwhile is seen at the next look", async () => {
  await start();
  await asleep(1);
  await sell("LATER");
  expect(await isVisible("LATER")).toBe(false);
  sleeps[0]!.end();
  await asleep(2);
  expect(await isVisible("LATER")).toBe(true);
});

test("what the application changes wakes it", async () => {
  await start();
  await asleep(1);
  await sell("ASKED");
  wakeWorker();
  await asleep(2);
  expect(await isVisible("ASKED")).toBe(true);
});

describe("it sleeps until", () => {
  test.each([
    [
      "a clock time of a schedule",
      "slot",
      `update frescura.schedules set cron = to_char(now() at time zone time_zone + interval '10 minutes',
         'FMMI FMHH24 * * *') where tier = 'hourly'`,
      "date_trunc('minute', now() + interval '10 minutes')",
    ],
    [
      "a retry",
      "retry",
      "update frescura.views set retry_at = clock_timestamp() + interval '5 minutes'",
      "(select retry_at from frescura.views where retry_at is not null)",
    ],
    [
      "a notification that was not taken",
      "notification",
      `insert into frescura.channels (kind, name, target) values ('webhook', 'x', 'http://127.0.0.1:9/x');
       insert into frescura.notifications (channel_id, edge, next_attempt_at)
       select id, 'test', clock_timestamp() + interval '4 minutes' from frescura.channels`,
      "(select next_attempt_at from frescura.notifications)",
    ],
    [
      "the most that it may",
      "bound",
      `insert into frescura.settings (key, value) values ('sleep_max', '"2 minutes"')`,
      "look_at",
    ],
  ])("%s", async (_what, cause, arranged, at) => {
    const asked = product.sql.begin(async (tx) => {
      await tx.unsafe(arranged);
      const rows = await tx.unsafe(
        `select cause, look_at = ${at} as exact, look_at > now() and look_at < now() + interval '1 hour' as within
           from frescura.next_look()`,
      );
      throw Object.assign(new Error("taken back"), { rows: [...rows] });
    });
    const { rows } = await asked.catch((error: Error & { rows?: unknown }) => error);
    expect(rows).toEqual([{ cause, exact: true, within: true }]);
  });

  test("nothing that is off or suspended", async () => {
    await product.sql.unsafe(`
      update frescura.views set retry_at = clock_timestamp() + interval '5 minutes', enabled = false;
      insert into frescura.refresh_triggers (view_id, operation, refresh_requested) select id, 'request', true from frescura.views`);
    expect(await product.sql`select cause from frescura.next_look()`).toEqual([{ cause: "bound" }]);
    await product.sql`update frescura.views set enabled = true, retry_at = null`;
    expect(await product.sql`select cause from frescura.next_look()`).toEqual([{ cause: "events" }]);
  });
});

test("the first slot after a moment is that of the calendar, where the clock changes too", async () => {
  const found = await product.sql`
    select cron, frescura.next_slot(cron, zone, at::timestamptz, '1 day') at time zone 'UTC' as slot
      from (values ('0 * * * *', 'UTC', '2026-01-01 00:00Z'), ('30 2 * * *', 'Europe/Madrid', '2026-03-28 22:00Z'),
                   ('30 2 * * *', 'Europe/Madrid', '2026-10-24 20:00Z'), ('*/15 9-18 * * 1-5', 'UTC', '2026-01-02 18:45Z'),
                   ('*/7 * * * *', 'UTC', '2026-01-01 00:55:30Z')) c (cron, zone, at)`;
  expect(found.map(({ slot }) => slot?.toISOString() ?? null)).toEqual([
    "2026-01-01T01:00:00.000Z",
    "2026-03-29T01:00:00.000Z",
    "2026-10-25T00:30:00.000Z",
    null,
    "2026-01-01T00:56:00.000Z",
  ]);
});

test("it is woken for the latest start of a view", async () => {
  await product.sql`update frescura.schedules set enabled = true`;
  const [next] = await product.sql`
    select cause, look_at = (select min(start_at) from frescura.starts(now(), false)) as at_that from frescura.next_look()`;
  expect(next).toEqual({ cause: "target", at_that: true });
});

test("what failed waits for the events tier, and for nothing else once it is set aside", async () => {
  await product.sql`
    insert into frescura.refresh_triggers (view_id, operation, attempts, refresh_requested)
    select id, 'request', 1, true from frescura.views`;
  const [next] = await product.sql`select cause, seconds <= 300 as soon from frescura.next_look()`;
  expect(next).toEqual({ cause: "slot", soon: true });
  await product.sql`update frescura.refresh_triggers set dead_letter_at = now()`;
  expect(await product.sql`select cause from frescura.next_look()`).toEqual([{ cause: "bound" }]);
});

test("it outlives the database", async () => {
  const name = new URL(product.url).pathname.slice(1);
  const admin = postgres(databaseUrl(product.url, "postgres"), { max: 1, onnotice: () => {} });
  await start();
  await asleep(1);
  await sell("MEANWHILE");
  await admin.unsafe(`alter database ${name} with allow_connections false`);
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  sleeps[0]!.end();
  await asleep(2);
  expect(heard.said("a look failed, and will be tried again")).toBe(true);
  await admin.unsafe(`alter database ${name} with allow_connections true`);
  await admin.end();
  sleeps[1]!.end();
  await asleep(3);
  expect(heard.said("working again")).toBe(true);
  expect(await isVisible("MEANWHILE")).toBe(true);
});
