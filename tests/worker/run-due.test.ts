import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { refreshView } from "@/db/queries/refresh";
import { readClock } from "@/db/queries/schedules";
import { latestDue } from "@/lib/schedule/due";
import { runDue } from "@/server/schedules/run-due";
import { createProduct, listeningLog, type Product } from "../support/product";

const VIEW = "universal-transactions";
let product: Product;
let now: Date;

beforeAll(async () => {
  product = await createProduct();
  await product.sql.unsafe(`
    create table divisors (id int primary key, n int);
    insert into divisors values (1, 1);
    create materialized view shares_mv as select id, 1 / n as share from divisors;
    create unique index on shares_mv (id);
    select frescura.register('shares_mv', 'shares');`);
});
afterAll(() => product.drop());
afterEach(() => vi.useRealTimers());

beforeEach(async () => {
  await product.sql.unsafe(`
    truncate frescura.schedule_runs, frescura.refresh_log, frescura.refresh_triggers;
    truncate divisors; insert into divisors values (1, 1);
    update frescura.views set enabled = slug = '${VIEW}';
    update frescura.schedules set created_at = now() - interval '30 days', enabled = true, time_zone = 'America/Mexico_City',
           cron = case tier when 'hourly' then '0 * * * *' when 'events' then '*/5 * * * *' else '*/15 * * * *' end;`);
  now = await readClock(product.sql);
});

const run = (tier?: string, driver = "test") => runDue({ db: product.db, driver, tier, now });
/** The base tiers, which are due at the same moment. */
const runBase = async () => (await run()).filter(({ tier }) => tier === "hourly" || tier === "working-hours");
const attempts = () =>
  product.sql`select id, status, trigger_type, triggered_by, error_code from frescura.refresh_log order by id`;
const slots = () =>
  product.sql`select schedule_id, due_at, driver, outcome, refresh_id from frescura.schedule_runs order by claimed_at`;

describe("a due slot", () => {
  test("is run once by 50 deliveries at the same time", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => run("hourly", `driver-${i}`)));
    const runs = answers.flat();
    expect(runs).toHaveLength(50);
    expect(runs.filter(({ claimed }) => claimed)).toHaveLength(1);
    expect(await attempts()).toHaveLength(1);
    expect(await slots()).toMatchObject([{ outcome: "completed" }]);
  });

  test("delivered again is seen as taken", async () => {
    const [first] = await run("hourly");
    expect(first).toMatchObject({ tier: "hourly", view: VIEW, claimed: true, outcome: "completed" });
    const [again] = await run("hourly");
    expect(again).toMatchObject({ due_at: first!.due_at, claimed: false, outcome: null, refresh_id: null });
    expect(await attempts()).toMatchObject([{ trigger_type: "cron", triggered_by: "test:hourly" }]);
  });

  test("makes up for a month of missed ones", async () => {
    await run("hourly");
    const due = latestDue({ cron: "0 * * * *", timeZone: "America/Mexico_City" }, now);
    expect(await slots()).toMatchObject([{ due_at: due }]);
    // A late delivery of a slot from before finds nothing to do.
    const late = await runDue({
      db: product.db,
      driver: "late",
      tier: "hourly",
      now: new Date(+now - 3_600_000),
    });
    expect(late).toMatchObject([{ claimed: false }]);
    expect(await attempts()).toHaveLength(1);
  });

  test("is not made up for when the schedule is younger", async () => {
    await product.sql`update frescura.schedules set created_at = clock_timestamp()`;
    expect(await run()).toEqual([]);
  });

  test("is decided by the database's clock, not by this host's", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2020-02-02T02:02:02Z") });
    const [here] = await runDue({ db: product.db, driver: "skewed", tier: "hourly" });
    expect(here).toMatchObject({ claimed: true, outcome: "completed" });
    expect(new Date(here!.due_at).getUTCFullYear()).toBeGreaterThan(2020);
  });
});

describe("slots of one view at the same moment", () => {
  beforeEach(
    () => product.sql`update frescura.schedules set cron = '0 * * * *' where tier = 'working-hours'`,
  );

  test("cost one refresh", async () => {
    const runs = await runBase();
    expect(runs.map(({ outcome }) => outcome)).toEqual(["completed", "covered"]);
    expect(runs[0]!.refresh_id).toBe(runs[1]!.refresh_id);
    expect(await attempts()).toHaveLength(1);
  });

  test("cost one refresh when two drivers take one each", async () => {
    const runs = (await Promise.all([run("hourly"), run("working-hours")])).flat();
    expect(runs.map(({ outcome }) => outcome).sort()).toEqual(["completed", "covered"]);
    expect(await attempts()).toHaveLength(1);
  });

  test("fail once", async () => {
    await product.sql`update frescura.views set enabled = slug = 'shares'`;
    await product.sql`update divisors set n = 0`;
    const runs = await runBase();
    expect(runs.map(({ outcome }) => outcome)).toEqual(["failed", "failed"]);
    expect(await attempts()).toMatchObject([{ status: "failed", error_code: "22012" }]);
  });
});

describe("a slot whose work was done meanwhile", () => {
  test("is covered by a refresh that began after it was due", async () => {
    const byHand = await refreshView(product.db, { view: VIEW, triggerType: "manual", triggeredBy: "cfo" });
    expect(await run("hourly")).toMatchObject([{ outcome: "covered", refresh_id: byHand.refresh_id }]);
    expect(await attempts()).toHaveLength(1);
  });

  test("is run when that refresh began before", async () => {
    await refreshView(product.db, { view: VIEW, triggerType: "manual", triggeredBy: "cfo" });
    await product.sql`update frescura.refresh_log set refresh_started_at = refresh_started_at - interval '2 hours'`;
    expect(await run("hourly")).toMatchObject([{ outcome: "completed" }]);
    expect(await attempts()).toHaveLength(2);
  });

  test("is run when that refresh failed", async () => {
    await product.sql`update frescura.views set enabled = slug = 'shares'`;
    await product.sql`update divisors set n = 0`;
    await refreshView(product.db, { view: "shares", triggerType: "manual", triggeredBy: "cfo" });
    await product.sql`update divisors set n = 1`;
    expect(await run("hourly")).toMatchObject([{ outcome: "completed" }]);
  });
});

describe("what must not run, or not stop the rest", () => {
  test("a disabled view is skipped, and caught up when it comes back", async () => {
    await product.sql`update frescura.views set enabled = false`;
    expect(await run("hourly")).toEqual([]);
    await product.sql`update frescura.views set enabled = slug = ${VIEW}`;
    expect(await run("hourly")).toMatchObject([{ claimed: true, outcome: "completed" }]);
  });

  test("a disabled schedule is skipped", async () => {
    await product.sql`update frescura.schedules set enabled = false where tier = 'hourly'`;
    expect(await run("hourly")).toEqual([]);
  });

  test("a failing view is recorded, and the others are refreshed", async () => {
    await product.sql`update frescura.views set enabled = true`;
    await product.sql`update divisors set n = 0`;
    const runs = await run("hourly");
    expect(runs.map(({ view, outcome }) => [view, outcome])).toEqual([
      [VIEW, "completed"],
      ["shares", "failed"],
    ]);
    const [failed] =
      await product.sql`select error_code from frescura.refresh_log where id = ${runs[1]!.refresh_id}`;
    expect(failed).toEqual({ error_code: "22012" });
  });

  test("a schedule that cannot be read is told of once, and the others run", async () => {
    await product.sql`update frescura.schedules set cron = 'nonsense' where tier = 'working-hours'`;
    const { log, lines } = listeningLog();
    const options = { db: product.db, driver: "test", now, log };
    expect(await runDue(options)).toContainEqual(
      expect.objectContaining({ tier: "hourly", outcome: "completed" }),
    );
    await runDue(options);
    expect(lines.filter(({ msg }) => msg === "a schedule cannot be run")).toHaveLength(1);
  });

  test("a schedule without a view refreshes all of them", async () => {
    await product.sql`update frescura.views set enabled = true`;
    await product.sql`update frescura.schedules set enabled = false`;
    await product.sql`insert into frescura.schedules (tier, cron, created_at) values ('nightly', '* * * * *', now() - interval '1 day')`;
    expect(await run("nightly")).toMatchObject([{ view: null, outcome: "completed" }]);
    expect(await attempts()).toHaveLength(2);
    await product.sql`delete from frescura.schedules where tier = 'nightly'`;
  });
});

describe("a slot whose driver died", () => {
  const abandoned = async (minutes: number) => {
    await run("hourly");
    await product.sql`update frescura.schedule_runs
      set completed_at = null, outcome = null, claimed_at = clock_timestamp() - make_interval(mins => ${minutes})`;
  };

  test("is taken over after two minutes, and covered if its refresh went through", async () => {
    await abandoned(3);
    expect(await run("hourly", "heir")).toMatchObject([{ claimed: true, outcome: "covered" }]);
    expect(await slots()).toMatchObject([{ driver: "heir", outcome: "covered" }]);
  });

  test("is left alone before", async () => {
    await abandoned(1);
    expect(await run("hourly", "heir")).toMatchObject([{ claimed: false }]);
  });
});

describe("the events tier", () => {
  const tier = () => run("events");

  test("has nothing to do when nothing waits", async () => {
    expect(await tier()).toMatchObject([{ view: null, claimed: true, outcome: "nothing_waiting" }]);
    expect(await attempts()).toHaveLength(0);
  });

  test("drains, however many wait, in one refresh per view", async () => {
    await product.sql`insert into cpg_pos (monto_total) select 20000 from generate_series(1, 30)`;
    const [drained] = await tier();
    expect(drained).toMatchObject({ claimed: true, outcome: "completed" });
    expect(await attempts()).toMatchObject([{ trigger_type: "event", triggered_by: "test:events" }]);
    const [left] =
      await product.sql`select count(*) from frescura.refresh_triggers where processed_at is null`;
    expect(left).toEqual({ count: 0 });
  });
});

describe("the nightly verification", () => {
  const verifications = () =>
    product.sql`select triggered_by, sample_percent, differing_keys from frescura.verifications order by id`;
  beforeEach(() => product.sql`truncate frescura.verifications, frescura.alerts cascade`);

  test("compares every tracked view once, whoever comes, and refreshes nothing", async () => {
    await refreshView(product.db, { view: VIEW, triggerType: "test", triggeredBy: "test" });
    const before = (await attempts()).length;
    const answers = await Promise.all(["one", "two"].map((driver) => run("verification", driver)));
    expect(answers.flat().filter(({ claimed }) => claimed)).toMatchObject([{ outcome: "completed" }]);
    expect(await verifications()).toMatchObject([{ differing_keys: 0 }]);
    expect((await attempts()).length).toBe(before);
  });

  test("leaves out a view whose capture is off: its differences mean nothing", async () => {
    await product.sql.unsafe("alter table cpg_pos disable trigger user");
    expect(await run("verification")).toMatchObject([{ outcome: "nothing_waiting" }]);
    await product.sql.unsafe(`alter table cpg_pos enable trigger user;
      select frescura.make_capture(id) from frescura.view_sources where source_name = 'cpg_pos'`);
  });

  test("alerts of a difference until a verification over its keys finds none", async () => {
    await refreshView(product.db, { view: VIEW, triggerType: "test", triggeredBy: "test" });
    // Behind the ledger's back, with the fingerprint falsified.
    await product.sql.unsafe(`insert into cpg_pos (monto_total) values (5);
      alter table cpg_pos disable trigger user; update cpg_pos set monto_total = 6;
      alter table cpg_pos enable trigger user; select frescura.make_capture(id) from frescura.view_sources where source_name = 'cpg_pos';
      truncate frescura.ledger_1; update frescura.tracking set capture_digest = frescura.capture_digest(view_id)`);
    await product.sql`select frescura.verify(${VIEW}, 100)`;
    const open = () => product.sql`select kind from frescura.alert_conditions() where kind = 'drift'`;
    expect(await open()).toHaveLength(1);
    // A smaller sample may have missed the keys.
    await refreshView(product.db, { view: VIEW, triggerType: "test", triggeredBy: "test" });
    await product.sql`select frescura.verify(${VIEW}, 1)`;
    expect(await open()).toHaveLength(1);
    expect(await run("verification")).toMatchObject([{ outcome: "completed" }]);
    expect((await verifications()).at(-1)).toEqual({
      triggered_by: "test:verification",
      sample_percent: 100,
      differing_keys: 0,
    });
    expect(await open()).toEqual([]);
  });
});

test("what a refresh wrote to the WAL is on record where its session can tell, and null where anything came between", async () => {
  const [{ counts }] = await product.sql<
    [{ counts: boolean }]
  >`select current_setting('server_version_num')::integer >= 180000 as counts`;
  const walOf = async (id: number | null) =>
    (await product.sql`select wal_bytes from frescura.refresh_log where id = ${id}`)[0]!.wal_bytes;
  const request = { view: VIEW, triggerType: "manual", triggeredBy: "test" } as const;
  await product.sql`insert into cpg_pos (folio, monto_total) select 'W' || g, g from generate_series(1, 3000) g`;
  const large = await walOf((await refreshView(product.db, request)).refresh_id);
  const small = await walOf((await refreshView(product.db, request)).refresh_id);
  if (counts) {
    // Three thousand rows of the view, and none.
    expect(large).toBeGreaterThan(300_000);
    expect(small).toBeGreaterThan(0);
    expect(small).toBeLessThan(large / 4);
  } else {
    expect([large, small]).toEqual([null, null]);
  }

  const session = await product.db.refresh.reserve();
  const refresh = async () => {
    const [row] = await session`call frescura.refresh_tracked(${VIEW}, 'manual', 'test')`;
    return row!.refresh_id as number;
  };
  expect(await session`select frescura.mark_wal() as counts`).toEqual([{ counts }]);
  const between = await refresh();
  await session`select 1`;
  expect(await session`select frescura.note_wal(${between}) as bytes`).toEqual([{ bytes: null }]);
  await session`select frescura.mark_wal()`;
  await session`select 1`;
  const before = await refresh();
  expect(await session`select frescura.note_wal(${before}) as bytes`).toEqual([{ bytes: null }]);
  expect([await walOf(between), await walOf(before)]).toEqual([null, null]);
  session.release();
});
