import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runDue } from "@/server/schedules/run-due";
import { Processes } from "@/tests/support/processes";
import { createProduct, type Product } from "@/tests/support/product";
import { LIBFAKETIME, locate } from "@/tests/support/programs";
import { until } from "@/tests/support/wait";

const MINUTE = 60_000;
const library = locate(LIBFAKETIME);
let product: Product;
const processes = new Processes();
const sql = () => product.sql;

beforeAll(async () => {
  product = await createProduct();
});
beforeEach(() =>
  sql().unsafe(
    "delete from frescura.schedules; truncate frescura.schedule_runs, frescura.refresh_log, frescura.refresh_triggers",
  ),
);
afterEach(() => processes.end());
afterAll(() => product.drop());

const schedule = (tier: string, cron: string, zone: string, since: string) => sql()`
  insert into frescura.schedules (view_id, tier, cron, time_zone, created_at)
  select id, ${tier}, ${cron}, ${zone}, ${since} from frescura.views where slug = 'universal-transactions'`;
const slots = async (tier: string) =>
  (
    await sql()`select r.due_at from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id
                 where s.tier = ${tier} order by r.due_at`
  ).map(({ due_at }) => (due_at as Date).toISOString());

describe.skipIf(!library)("workers whose clocks are five minutes ahead and behind", () => {
  const skewed = (by: string) =>
    processes.worker({
      DATABASE_URL: product.url,
      LD_PRELOAD: library!,
      FAKETIME: by,
      // Only what the clock on the wall says is wrong; time passes as ever.
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    });

  test("claim each slot once, and freshness goes by the database's clock", async () => {
    await schedule("daily", "0 3 * * *", "America/Mexico_City", "2020-01-01");
    const workers = [skewed("+5m"), skewed("-5m"), processes.worker({ DATABASE_URL: product.url })];
    await Promise.all(workers.map((worker) => worker.until("listening for events")));
    // The clocks are as wrong as they should be.
    const off = workers.map((worker) => (worker.lines()[0]!.time - Date.now()) / MINUTE);
    expect(off[0]).toBeGreaterThan(3);
    expect(off[1]).toBeLessThan(-3);
    await until("the slot is done with", async () => {
      const [row] = await sql()`select from frescura.schedule_runs where outcome is not null`;
      return row;
    });
    await sql()`insert into cpg_pos (monto_total) values (25000)`;
    await until("the event is answered", async () => {
      const [row] = await sql()`select from frescura.refresh_triggers where processed_at is not null`;
      return row;
    });
    expect(await slots("daily")).toHaveLength(1);
    expect(await sql()`select from frescura.refresh_log where trigger_type = 'cron'`).toHaveLength(1);
    const [wrong] = await sql()`
      select count(*) from frescura.refresh_log, pg_postmaster_start_time() as begun
       where refresh_started_at not between begun and clock_timestamp()
          or refresh_completed_at not between refresh_started_at and clock_timestamp()`;
    expect(wrong).toEqual({ count: 0 });
    const [health] =
      await sql()`select freshness, age_minutes from frescura.health('universal-transactions')`;
    expect(health).toMatchObject({ freshness: "fresh" });
    expect(health!.age_minutes).toBeLessThan(4);
  });
});

describe("a driver that looks every quarter of an hour", () => {
  const ZONE = "Europe/Madrid";
  /** Looks from a moment on for a number of hours, twice at each look, as two instances do. */
  async function drive(from: string, hours: number): Promise<void> {
    for (let quarter = 0; quarter <= hours * 4; quarter++) {
      const now = new Date(Date.parse(from) + quarter * 15 * MINUTE);
      await Promise.all(["one", "other"].map((driver) => runDue({ db: product.db, driver, now })));
    }
  }

  test("spring: the day has 23 hourly slots, and a time that is skipped falls due once", async () => {
    // 30 March 2025: at 02:00 it becomes 03:00, which is 01:00 UTC.
    await schedule("hourly", "0 * * * *", ZONE, "2025-03-29T22:30:00Z");
    await schedule("nightly", "30 2 * * *", ZONE, "2025-03-29T22:30:00Z");
    await drive("2025-03-29T23:00:00Z", 22.75);
    expect(await slots("hourly")).toHaveLength(23);
    expect(await slots("nightly")).toEqual(["2025-03-30T01:00:00.000Z"]);
  });

  test("autumn: the day has 25 hourly slots, and a time that comes twice falls due once", async () => {
    // 26 October 2025: at 03:00 it becomes 02:00, which is 01:00 UTC.
    await schedule("hourly", "0 * * * *", ZONE, "2025-10-25T21:30:00Z");
    await schedule("nightly", "30 2 * * *", ZONE, "2025-10-25T21:30:00Z");
    await drive("2025-10-25T22:00:00Z", 24.75);
    expect(await slots("hourly")).toHaveLength(25);
    expect(await slots("nightly")).toEqual(["2025-10-26T00:30:00.000Z"]);
  });
});
