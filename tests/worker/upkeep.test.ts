import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readClock } from "@/db/queries/schedules";
import { runDue } from "@/server/schedules/run-due";
import { runRetries } from "@/server/schedules/run-retries";
import { upkeep } from "@/server/upkeep/run";
import { startWorker, type Worker } from "@/worker/loop";
import { createProduct, listeningLog, type Product } from "../support/product";
import { Gate, Sessions } from "../support/sessions";
import { until } from "../support/wait";

let product: Product;
let sessions: Sessions;
let worker: Worker | undefined;
let now: Date;

beforeAll(async () => {
  product = await createProduct();
  sessions = new Sessions(product.url);
  await Gate.make(sessions);
  // Registered so that the order of their ids is not that of the graph.
  await product.sql.unsafe(`
    delete from frescura.views;
    create table sale (id int primary key, divisor int not null); insert into sale values (1, 1);
    create materialized view base as select id, 1 / divisor as share, gate() as passed from sale; create unique index on base (id);
    create materialized view middle as select id, share from base; create unique index on middle (id);
    create materialized view top as select id, share from middle; create unique index on top (id);
    select frescura.register('top'); select frescura.register('middle'); select frescura.register('base');`);
});
beforeEach(async () => {
  await product.sql.unsafe(`
    truncate frescura.schedule_runs, frescura.refresh_log, frescura.refresh_triggers, frescura.drivers, frescura.alerts, frescura.channels cascade;
    update sale set divisor = 1;
    update frescura.views set suspended_at = null, retry_at = null, failures_max = 5;
    update frescura.schedules set created_at = now() - interval '30 days'`);
  now = await readClock(product.sql);
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await sessions.end();
});
afterAll(() => product.drop());

const log = async () => [
  ...(await product.sql`
    select v.slug, l.status, l.reason, l.reason_detail, l.trigger_type, l.triggered_by from frescura.refresh_log l join frescura.views v on v.id = l.view_id order by l.id`),
];
const hourly = (driver = "test") => runDue({ db: product.db, driver, tier: "hourly", now });

describe("within a tick", () => {
  test("a view comes after those it reads", async () => {
    await hourly();
    expect((await log()).map(({ slug }) => slug)).toEqual(["base", "middle", "top"]);
  });

  test("a schedule for all views keeps the same order", async () => {
    await product.sql`update frescura.schedules set enabled = false`;
    await product.sql`insert into frescura.schedules (tier, cron, created_at) values ('nightly', '* * * * *', now() - interval '1 day')`;
    await runDue({ db: product.db, driver: "test", tier: "nightly", now });
    expect((await log()).map(({ slug }) => slug)).toEqual(["base", "middle", "top"]);
    await product.sql`delete from frescura.schedules where tier = 'nightly'`;
    await product.sql`update frescura.schedules set enabled = true`;
  });

  test("one that failed keeps those that read it from running, with its name", async () => {
    await product.sql`update sale set divisor = 0`;
    const runs = await hourly();
    expect(runs.map(({ view, outcome }) => [view, outcome])).toEqual([
      ["base", "failed"],
      ["middle", "skipped"],
      ["top", "skipped"],
    ]);
    expect((await log()).slice(1)).toMatchObject([
      { slug: "middle", reason: "upstream_failed", reason_detail: { view: "base" } },
      { slug: "top", reason: "upstream_failed", reason_detail: { view: "base" } },
    ]);
  });

  test("a second driver leaves what reads a view that the first is at to the next look", async () => {
    const gate = await Gate.make(sessions);
    await gate.shut();
    const first = hourly("first");
    await until("the first is at base", async () => {
      const [row] = await product.sql`
        select a.pid from frescura.refresh_log l join pg_stat_activity a on a.pid = l.backend_pid and a.wait_event_type = 'Lock'
         where l.status = 'running'`;
      return row;
    });
    expect(await hourly("second")).toMatchObject([
      { view: "base", claimed: false },
      { view: "middle", claimed: false },
      { view: "top", claimed: false },
    ]);
    await gate.lift();
    expect((await first).map(({ outcome }) => outcome)).toEqual(["completed", "completed", "completed"]);
    expect((await log()).map(({ slug }) => slug)).toEqual(["base", "middle", "top"]);
  });
});

describe("a retry", () => {
  const retriesDue = () =>
    product.sql`update frescura.views set retry_at = clock_timestamp() where retry_at is not null`;

  test("is run by one of several drivers, and says so in the log", async () => {
    await product.sql`update sale set divisor = 0`;
    await runDue({ db: product.db, driver: "test", tier: "hourly", now });
    expect(await runRetries({ db: product.db, driver: "early" })).toEqual([]);
    await product.sql`update sale set divisor = 1`;
    await retriesDue();
    const tried = await Promise.all(
      ["a", "b", "c", "d"].map((driver) => runRetries({ db: product.db, driver })),
    );
    // The one that failed, and then those that were skipped for it, one after the other.
    expect(tried.flat().sort()).toEqual(["base", "middle", "top"]);
    const retries = (await log()).filter(({ triggered_by }) => triggered_by.endsWith(":retry"));
    expect(retries).toMatchObject([
      { slug: "base", status: "completed", trigger_type: "cron" },
      { slug: "middle", status: "completed", trigger_type: "cron" },
      { slug: "top", status: "completed", trigger_type: "cron" },
    ]);
  });
});

describe("driven from outside", () => {
  const deliver = () =>
    upkeep({
      name: "vercel-cron",
      kind: "vercel",
      label: "vercel-cron",
      steady: false,
      db: product.db,
      log: listeningLog().log,
    });

  test("a delivery also tries again, judges, and leaves a sign of life", async () => {
    await product.sql`update frescura.schedules set created_at = clock_timestamp()`;
    await product.sql`update frescura.views set retry_at = clock_timestamp() where slug = 'base'`;
    await product.sql`insert into frescura.drivers (name, kind, seen_at) values ('vercel-cron', 'vercel', now() - interval '1 hour')`;
    await deliver();
    expect(await log()).toMatchObject([{ slug: "base", triggered_by: "vercel-cron:retry" }]);
    const alerts = () =>
      product.sql`select kind, closed_at is null as open from frescura.alerts where kind = 'no_driver'`;
    // The hour without any driver is on record, though this one ends it.
    expect(await alerts()).toMatchObject([{ open: true }]);
    await deliver();
    expect(await alerts()).toMatchObject([{ open: false }]);
  });
});

test("the worker does all of it at its tick", async () => {
  const heard = listeningLog();
  await product.sql`update frescura.schedules set created_at = clock_timestamp()`;
  await product.sql`update frescura.views set suspended_at = now() where slug = 'top'`;
  await product.sql`update frescura.views set retry_at = clock_timestamp() where slug = 'base'`;
  worker = await startWorker({
    log: heard.log,
    env: { DATABASE_URL: product.url, DATABASE_URL_DIRECT: undefined },
    tickMs: 86_400_000,
  });
  await until("the retry has run", async () =>
    (await log()).some(({ triggered_by }) => triggered_by === "worker:retry"),
  );
  await until(
    "the alert is open",
    async () => (await product.sql`select from frescura.alerts where kind = 'suspended'`).length === 1,
  );
  const [driver] = await until("it was seen", async () => {
    const rows = await product.sql`select name, kind from frescura.drivers`;
    return rows.length > 0 && rows;
  });
  expect(driver).toMatchObject({ kind: "worker", name: expect.stringMatching(/^worker:.+:\d+$/) });
});
