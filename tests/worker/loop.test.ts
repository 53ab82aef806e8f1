import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startWorker, type Worker } from "@/worker/loop";
import { createProduct, listeningLog, type Product } from "../support/product";
import { databaseUrl } from "../support/urls";
import { until } from "../support/wait";

/** So long that no test is helped by a tick but the first. */
const NEVER_MS = 86_400_000;
const CLOSED_PORT = "postgres://nobody@127.0.0.1:1/nothing";

let product: Product;
let worker: Worker | undefined;
let heard: ReturnType<typeof listeningLog>;

beforeAll(async () => {
  product = await createProduct();
});
afterAll(() => product.drop());
beforeEach(async () => {
  heard = listeningLog();
  await product.sql`truncate cpg_pos`;
  await product.sql`truncate frescura.refresh_log, frescura.refresh_triggers, frescura.schedule_runs`;
  // Nothing is due before the next minute that a schedule names.
  await product.sql`update frescura.schedules set created_at = clock_timestamp()`;
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

async function start(tickMs: number, direct?: string): Promise<void> {
  const env = { DATABASE_URL: product.url, DATABASE_URL_DIRECT: direct };
  worker = await startWorker({ log: heard.log, env, tickMs });
}

const listening = () => until("the worker listens", async () => heard.said("listening for events"));
const sell = (folio: string) =>
  product.sql`insert into cpg_pos (folio, monto_total) values (${folio}, 25000)`;
const visible = (folio: string) =>
  until(`${folio} is in the view`, async () => {
    const [populated] =
      await product.sql`select relispopulated as yes from pg_class where relname = 'universal_transactions_mv'`;
    if (!populated!.yes) return false;
    const [row] = await product.sql`select from universal_transactions_mv where folio = ${folio}`;
    return row;
  });

test("an event is in the view because the worker heard of it", async () => {
  await start(NEVER_MS);
  await listening();
  await sell("HEARD");
  await visible("HEARD");
  await until("the log has it", () =>
    product.sql`select from frescura.refresh_log where triggered_by = 'worker:listen'`.then(
      (rows) => rows[0],
    ),
  );
});

test("an event that waited before the start is drained", async () => {
  await sell("BEFORE");
  await start(NEVER_MS);
  await visible("BEFORE");
});

test("an event that nobody told of, because the listening connection was cut, is caught up with", async () => {
  await start(NEVER_MS);
  await listening();
  await product.sql.begin(async (sql) => {
    const cut = await sql`select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'frescura listener'`;
    expect(cut).toHaveLength(1);
    await sql`insert into cpg_pos (folio, monto_total) values ('UNTOLD', 25000)`;
  });
  await visible("UNTOLD");
});

test("where listening cannot work, the worker says so once and polls", async () => {
  await start(100, CLOSED_PORT);
  await until("it has said so", async () => heard.said("events are polled for"));
  await sell("POLLED");
  await visible("POLLED");
  expect(heard.lines.filter(({ msg }) => msg.includes("events are polled for"))).toHaveLength(1);
});

test("due schedules run, and attempts of dead sessions are ended", async () => {
  await product.sql`update frescura.schedules set created_at = now() - interval '1 day'`;
  await product.sql`
    insert into frescura.refresh_log (view_id, view_name, status, trigger_type, triggered_by, refresh_started_at, created_at, backend_pid, backend_start)
    select id, view_name, 'running', 'manual', 'a killed session', now() - interval '1 hour', now() - interval '1 hour', 1, '2020-01-01'
      from frescura.views`;
  await start(NEVER_MS);
  await until("the hourly slot is finished", async () => {
    const [row] = await product.sql`
      select from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id
       where s.tier = 'hourly' and r.driver = 'worker' and r.outcome in ('completed', 'covered')`;
    return row;
  });
  const [dead] =
    await product.sql`select status, error_code from frescura.refresh_log where triggered_by = 'a killed session'`;
  expect(dead).toEqual({ status: "failed", error_code: "57P01" });
});

test("a process has one loop", async () => {
  await start(NEVER_MS);
  const first = worker;
  await start(NEVER_MS);
  expect(worker).toBe(first);
});

test("stopping finishes the refresh under way, and leaves no connection that listens", async () => {
  await start(NEVER_MS);
  await listening();
  const holder = await product.sql.reserve();
  await holder`begin`;
  await holder`lock table cpg_consignment in access exclusive mode`;
  await sell("LAST");
  await until("the refresh waits for the table", async () => {
    const [row] = await product.sql`select from pg_stat_activity
       where datname = current_database() and application_name = 'frescura refresh' and wait_event = 'relation'`;
    return row;
  });
  let stopped = false;
  const stopping = worker!.stop().then(() => {
    stopped = true;
  });
  await product.sql`select pg_notify('frescura', '{"event": 0}')`;
  expect(stopped).toBe(false);
  await holder`commit`;
  holder.release();
  await stopping;

  const log = await product.sql`select status from frescura.refresh_log`;
  expect(log.map(({ status }) => status)).toEqual(["completed"]);
  await until("the listener is gone", async () => {
    const rows = await product.sql`select from pg_stat_activity
       where datname = current_database() and application_name = 'frescura listener'`;
    return rows.length === 0;
  });
});

test("it outlives the database: when that is back, so is the worker", async () => {
  const name = new URL(product.url).pathname.slice(1);
  const admin = postgres(databaseUrl(product.url, "postgres"), { max: 1, onnotice: () => {} });
  await start(200);
  await listening();
  await admin.unsafe(`alter database ${name} with allow_connections false`);
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  await until("a task has failed", async () => heard.said("failed, and will be tried again"));

  await admin.unsafe(`alter database ${name} with allow_connections true`);
  await admin.end();
  await sell("BACK");
  await visible("BACK");
  await until("the tasks work again", async () => heard.said("working again"));
  const errors = heard.lines.filter(({ level, msg }) => level >= 50 && msg.includes("tried again"));
  // Each task tells of its trouble once, not at every try.
  expect(new Set(errors.map(({ task }) => task)).size).toBe(errors.length);
});
