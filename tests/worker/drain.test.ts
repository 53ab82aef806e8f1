import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { drainEvents, waitingViews } from "@/server/events/drain";
import { createProduct, type Product } from "../support/product";
import { until } from "../support/wait";

const VIEW = "universal-transactions";
let product: Product;

beforeAll(async () => {
  product = await createProduct();
  // A second view over the same till, which a sale of exactly 66,666 breaks.
  await product.sql.unsafe(`
    create materialized view odd_mv as select id, 1 / (monto_total - 66666) as n from cpg_pos;
    create unique index on odd_mv (id);
    select frescura.register('odd_mv', 'odd');
    select frescura.watch('odd', 'cpg_pos', 'monto_total');`);
});
afterAll(() => product.drop());
beforeEach(async () => {
  await product.sql.unsafe(`
    truncate cpg_pos, cpg_consignment, frescura.schedule_runs, frescura.refresh_log, frescura.refresh_triggers;
    update frescura.views set enabled = slug = '${VIEW}'`);
  // Emptying a source is an event itself.
  await product.sql`delete from frescura.refresh_triggers`;
});

const drain = (untriedOnly = false) => drainEvents({ db: product.db, triggeredBy: "test", untriedOnly });
const sell = (amount: number, times = 1) =>
  product.sql`insert into cpg_pos (monto_total) select ${amount}::numeric from generate_series(1, ${times}::int)`;
const attempts = () =>
  product.sql`select status, trigger_type, triggered_by, events_covered from frescura.refresh_log order by id`;
const waiting = async () => {
  const [row] = await product.sql<{ count: number }[]>`
    select count(*) from frescura.refresh_triggers where processed_at is null and view_id = frescura.view_id(${VIEW})`;
  return row!.count;
};

describe("draining", () => {
  test("does nothing when nothing waits", async () => {
    await sell(500, 3);
    expect(await drain()).toEqual([]);
    expect(await attempts()).toEqual([]);
  });

  test("costs one refresh, however many events wait", async () => {
    await sell(15_000, 40);
    expect(await drain()).toMatchObject([{ view: VIEW, status: "completed" }]);
    expect(await attempts()).toEqual([
      { status: "completed", trigger_type: "event", triggered_by: "test", events_covered: 40 },
    ]);
    expect(await waiting()).toBe(0);
  });

  test("costs one refresh per view when several views wait", async () => {
    await product.sql`update frescura.views set enabled = true`;
    await sell(15_000, 5);
    const drained = await drain();
    expect(drained.map(({ view }) => view)).toEqual([VIEW, "odd"]);
    expect(await attempts()).toHaveLength(2);
  });

  test("costs one refresh when many drivers are woken by one event", async () => {
    await sell(15_000);
    await Promise.all(Array.from({ length: 20 }, () => drain()));
    expect(await attempts()).toMatchObject([{ status: "completed", events_covered: 1 }]);
  });

  test("leaves disabled views alone", async () => {
    await sell(15_000);
    await product.sql`update frescura.views set enabled = false`;
    expect(await drain()).toEqual([]);
    expect(await waiting()).toBe(1);
  });
});

test("an event that commits while a refresh runs waits for the next one", async () => {
  await sell(15_000);
  const holder = await product.sql.reserve();
  await holder`begin`;
  // The refresh claims its events, and then waits here.
  await holder`lock table cpg_pos in access exclusive mode`;
  const first = drain();
  await until("the refresh waits for the table", async () => {
    const [row] = await product.sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
         and application_name = 'frescura tests refresh' and wait_event = 'relation'`;
    return row;
  });
  await product.sql`insert into cpg_consignment (monto_total) values (50000)`;
  // A driver that is woken by it waits for the refresh, and finds its event not covered.
  const second = drain();
  await until("the second drain waits, too", async () => {
    const [row] = await product.sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return row;
  });
  await holder`commit`;
  holder.release();

  const [one] = await first;
  const [two] = await second;
  expect(one!.refresh_id).not.toBe(two!.refresh_id);
  expect((await attempts()).map(({ events_covered }) => events_covered)).toEqual([1, 1]);
  const [seen] = await product.sql`select count(*) from universal_transactions_mv where monto_total = 50000`;
  expect(seen).toEqual({ count: 1 });
});

describe("an event whose refresh fails", () => {
  beforeEach(async () => {
    await product.sql`update frescura.views set enabled = true, event_attempts_max = 2`;
    await sell(66_666);
  });

  test("does not stop other views, and is left to the events tier", async () => {
    const drained = await drain(true);
    expect(drained.map(({ view, status }) => [view, status])).toEqual([
      [VIEW, "completed"],
      ["odd", "failed"],
    ]);
    expect(await waitingViews({ db: product.db, untriedOnly: true })).toEqual([]);
    expect(await waitingViews({ db: product.db })).toEqual(["odd"]);
    expect(await drain(true)).toEqual([]);
  });

  test("is set aside after its attempts, and covered once the view works again", async () => {
    await drain();
    await drain();
    expect(await drain()).toEqual([]);
    const [poison] = await product.sql`
      select attempts, last_error, dead_letter_at is not null as aside from frescura.refresh_triggers
       where view_id = frescura.view_id('odd')`;
    expect(poison).toEqual({ attempts: 2, last_error: "division by zero", aside: true });

    await product.sql`update cpg_pos set monto_total = 20000`;
    await drain();
    const [left] =
      await product.sql`select count(*) from frescura.refresh_triggers where processed_at is null`;
    expect(left).toEqual({ count: 0 });
  });
});
