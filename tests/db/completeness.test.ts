import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { alertSentence } from "@/lib/alerts/message";
import { LOCALES } from "@/lib/i18n/locale";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  await sql().unsafe(`
    delete from frescura.views;
    create table sale (id integer primary key);
    create materialized view takings as select id from sale;
    create unique index on takings (id);
    select frescura.register('takings');
    select frescura.track('takings', 'sale', array['r.id'])`);
});
beforeEach(async () => {
  await sql().unsafe(`
    truncate frescura.alerts, frescura.alert_holds, frescura.notifications, frescura.capture_failures cascade;
    delete from frescura.settings where key = 'completeness_unknown_for';
    update frescura.views set enabled = true`);
  await refresh();
});
afterAll(() => database.drop());

const refresh = () => sql()`select frescura.refresh('takings', 'test')`;
const captureOff = () => sql()`alter table sale disable trigger user`;
const captureOn = () => sql()`select frescura.make_capture(id) from frescura.view_sources`;
const check = async () => {
  await sql()`select frescura.check_alerts()`;
  return [
    ...(await sql()`
      select closed_at is null as open, detail from frescura.alerts where kind = 'completeness_unknown' order by id`),
  ];
};
/** As if what is so now had been seen first so many minutes ago. */
const pass = (minutes: number) =>
  sql()`update frescura.alert_holds set since = since - make_interval(mins => ${minutes})`;

const captureFails = () => sql()`
  insert into frescura.capture_failures (source_table, operation, error_code, error_message)
  values ('sale', 'insert', '42P01', 'gone')`;

/** How it comes to be unknown where the next refresh mends it. */
const REASONS: [reason: string, begin: () => Promise<unknown>][] = [
  ["capture_failed", captureFails],
  ["unpopulated", () => sql()`refresh materialized view takings with no data`],
];

describe.each(REASONS)("while what it lacks is not known: %s", (reason, begin) => {
  test("opens after five minutes, says why and since when, and closes once it is known again", async () => {
    expect(await check()).toEqual([]);
    await begin();
    expect(await check()).toEqual([]);
    await pass(4);
    expect(await check()).toEqual([]);
    await pass(1);
    const [alert] = await check();
    expect(alert).toEqual({ open: true, detail: { reason, since: expect.any(String) } });
    for (const locale of LOCALES) {
      const words = alertSentence(
        { kind: "completeness_unknown", detail: alert!.detail, view: "takings", title: null },
        "opened",
        locale,
      );
      expect(words).not.toContain(reason);
    }
    await refresh();
    expect(await check()).toMatchObject([{ open: false }]);
  });
});

test("opens at once where something was broken", async () => {
  expect(await check()).toEqual([]);
  await captureOff();
  expect(await check()).toEqual([{ open: true, detail: { reason: "capture_off" } }]);
  await captureOn();
  await refresh();
  expect(await check()).toMatchObject([{ open: false }]);
});

test("is not told when a refresh makes it known in time", async () => {
  await captureFails();
  await check();
  await refresh();
  await check();
  await captureFails();
  await pass(4);
  expect(await check()).toEqual([]);
});

test("waits for as long as the setting says", async () => {
  await sql()`insert into frescura.settings (key, value) values ('completeness_unknown_for', '"0 seconds"')`;
  await captureFails();
  expect(await check()).toMatchObject([{ open: true }]);
});

test("leaves alone a view that is switched off, and one that is not tracked", async () => {
  await sql().unsafe(
    `create materialized view untracked as select 1 as id; select frescura.register('untracked')`,
  );
  await sql()`update frescura.views set enabled = false where slug = 'takings'`;
  await captureOff();
  await check();
  await pass(10);
  expect(await check()).toEqual([]);
  await captureOn();
});
