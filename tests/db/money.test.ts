import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  await sql().unsafe(`
    create table sale (id integer primary key, total numeric(12, 2), currency text);
    create materialized view takings as select id, total, currency from sale;
    create unique index on takings (id);
    select frescura.register('takings');
    select frescura.track('takings', 'sale', array['r.id'], p_amount => 'r.total', p_currency => 'r.currency')`);
});
beforeEach(async () => {
  await sql().unsafe(`
    truncate frescura.money_hourly, frescura.alerts, frescura.notifications cascade;
    update frescura.views set pending_amount_max = null, pending_currency = 'MXN';
    delete from sale`);
  await refresh();
});
afterAll(() => database.drop());

let next = 1;
const sell = (total: number, currency: string | null = "MXN") =>
  sql()`insert into sale values (${next++}, ${total}, ${currency})`;
const limit = (amount: number | null) =>
  sql()`update frescura.views set pending_amount_max = ${amount} where slug = 'takings'`;
/** A write that could not be recorded: until the next refresh nobody knows what is missing. */
const lose = () => sql()`
  insert into frescura.capture_failures (source_table, operation, error_code, error_message) values ('sale', 'insert', '42P01', 'gone')`;
const refresh = () => sql()`select frescura.refresh('takings', 'test')`;
const missing = async () =>
  (await sql()`select frescura.money_pending(frescura.view_id('takings'))::float as amount`)[0]!.amount as
    | number
    | null;
const check = async () => {
  await sql()`select frescura.check_alerts()`;
  return [
    ...(await sql()`
      select closed_at is null as open, detail from frescura.alerts where kind = 'money_pending' order by id`),
  ];
};
const money = async () =>
  (
    await sql()`
    select observed::float, attained, attained_percent::float from frescura.sla('takings', 24) where class = 'money'`
  )[0];

describe("what is missing, in money", () => {
  test("is the sum in the view's currency, those of none included and those of another not", async () => {
    expect(await missing()).toBe(0);
    await sell(100);
    await sell(20, null);
    await sell(5000, "USD");
    expect(await missing()).toBe(120);
    await sql()`update frescura.views set pending_currency = 'USD' where slug = 'takings'`;
    expect(await missing()).toBe(5020);
    await refresh();
    expect(await missing()).toBe(0);
  });

  test("is not known where a write may have been missed, nor of a view that is not tracked", async () => {
    await lose();
    expect(await missing()).toBeNull();
    const [other] =
      await sql()`select frescura.money_pending(frescura.view_id('universal-transactions')) as amount`;
    expect(other!.amount === null || Number(other!.amount) === 0).toBe(true);
  });
});

describe("the alert", () => {
  test("opens above the limit, says how much, and closes when the view has caught up", async () => {
    await limit(1000);
    await sell(1000);
    expect(await check()).toEqual([]);
    await sell(1);
    expect(await check()).toEqual([
      { open: true, detail: { amount: 1001, amount_max: 1000, currency: "MXN" } },
    ]);
    await refresh();
    expect(await check()).toMatchObject([{ open: false }]);
  });

  test("does not heed another currency, nor views without a limit", async () => {
    await sell(1_000_000);
    expect(await check()).toEqual([]);
    await limit(1000);
    await refresh();
    await sell(1_000_000, "USD");
    expect(await check()).toEqual([]);
  });

  test("stays while nobody knows what is missing", async () => {
    await limit(1000);
    await sell(2000);
    expect(await check()).toMatchObject([{ open: true }]);
    await lose();
    expect(await missing()).toBeNull();
    expect(await check()).toMatchObject([{ open: true }]);
    await refresh();
    expect(await check()).toMatchObject([{ open: false }]);
  });
});

describe("the service level", () => {
  const pass = (seconds: number) =>
    sql()`update frescura.money_hourly set sampled_at = sampled_at - make_interval(secs => ${seconds})`;

  test("is not there without a limit, and empty before the second look", async () => {
    expect(await money()).toBeUndefined();
    await limit(1000);
    expect(await money()).toEqual({ observed: null, attained: null, attained_percent: null });
    await check();
    expect(await money()).toMatchObject({ observed: null, attained: null });
  });

  /** Time goes on between the statements of a test: so much of it, at most, is in a sum beside what was passed. */
  const clock = async () =>
    Number((await sql()`select extract(epoch from clock_timestamp()) as now`)[0]!.now);
  const within = (seconds: number, passed: number, elapsed: number) => {
    expect(seconds).toBeGreaterThanOrEqual(passed);
    // As it is answered: to a tenth of a second.
    expect(seconds).toBeLessThanOrEqual(passed + elapsed + 0.05);
  };

  test("counts the time between looks by what the first of them found", async () => {
    const began = await clock();
    await limit(1000);
    await check();
    await pass(300);
    await sell(5000);
    await check();
    // Five minutes within the limit; from here on above it.
    within((await money())!.observed, 300, (await clock()) - began);
    expect(await money()).toMatchObject({ attained: true, attained_percent: 100 });
    await pass(100);
    await refresh();
    await check();
    const elapsed = (await clock()) - began;
    const [hour] = await sql()`
      select max(amount_max)::float as most, bool_or(over) as over, sum(missed_seconds)::float as missed,
             round(100 * (1 - sum(missed_seconds) / sum(observed_seconds)), 2)::float as percent
        from frescura.money_hourly`;
    expect(hour).toMatchObject({ most: 5000, over: false });
    within((await money())!.observed, 400, elapsed);
    within(hour!.missed, 100, elapsed);
    expect((await money())!.attained_percent).toBeCloseTo(hour!.percent, 1);
    expect(await money()).toMatchObject({ attained: false });
  });

  test("does not observe what nobody looked at", async () => {
    await limit(1000);
    await check();
    await pass(3600);
    await check();
    expect(await money()).toMatchObject({ observed: null });
  });
});

test("a limit on a view that is not tracked is a finding of the doctor", async () => {
  const findings = () => sql()`select from frescura.doctor() where check_name = 'money_limit'`;
  await sql().unsafe("create materialized view plain as select 1 as n; select frescura.register('plain')");
  await limit(1000);
  expect(await findings()).toHaveLength(0);
  await sql()`update frescura.views set pending_amount_max = 5 where slug = 'plain'`;
  expect(await findings()).toHaveLength(1);
});
