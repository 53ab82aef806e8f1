import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { writeAttempt } from "@/tests/support/attempts";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  await sql().unsafe(`
    create materialized view report as select 1 as id;
    select frescura.register('report')`);
});
afterEach(() => sql()`delete from frescura.settings where key in ('target_percent', 'on_demand_duration')`);
afterAll(() => database.drop());

const change = (key: string, value: string) =>
  sql()`insert into frescura.settings (key, value) values (${key}, to_jsonb(${value}::text))`;
async function onDemand() {
  const [row] = await sql()`
    select target_seconds, target_percent::float, attained_percent::float, attained
      from frescura.sla('report') where class = 'on_demand'`;
  return row;
}

test("a setting is its default until it is changed", async () => {
  const [before] = await sql()`select frescura.setting('target_percent') as value`;
  expect(before).toEqual({ value: "99.9" });
  await change("target_percent", "95");
  const [after] = await sql()`select frescura.setting('target_percent') as value`;
  expect(after).toEqual({ value: "95" });
});

test("one that nobody knows is refused", async () => {
  await expect(sql()`select frescura.setting('no_such')`).rejects.toMatchObject({
    code: "22023",
    message: 'there is no setting "no_such"',
  });
});

test("what is judged by it goes by the new value at once", async () => {
  for (const ms of [1000, 6000]) await writeAttempt(sql(), "report", { began: 10, trigger: "manual", ms });
  expect(await onDemand()).toEqual({
    target_seconds: 5,
    target_percent: 99.9,
    attained_percent: 50,
    attained: false,
  });
  await change("on_demand_duration", "7 seconds");
  await change("target_percent", "95");
  expect(await onDemand()).toEqual({
    target_seconds: 7,
    target_percent: 95,
    attained_percent: 100,
    attained: true,
  });
});
