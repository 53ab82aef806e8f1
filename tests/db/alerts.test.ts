import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ALERT_KINDS } from "@/lib/alerts/alert-kinds";
import { alertSentence } from "@/lib/alerts/message";
import type { Alert, AlertKind } from "@/lib/contract/alerts";
import { LOCALES } from "@/lib/i18n/locale";
import { type InventedAttempt, writeAttempt } from "@/tests/support/attempts";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Sessions } from "@/tests/support/sessions";

let database: TestDatabase;
let sessions: Sessions;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  sessions = new Sessions(database.url);
  await sql().unsafe(`
    delete from frescura.views;
    create materialized view report as select 1 as id;
    create unique index on report (id);
    select frescura.register('report')`);
});
beforeEach(async () => {
  await sql().unsafe(`
    truncate frescura.refresh_log, frescura.refresh_triggers, frescura.alerts, frescura.alert_holds, frescura.notifications, frescura.channels, frescura.drivers, frescura.verifications, frescura.view_strategies cascade;
    update frescura.views set suspended_at = null, created_at = now() - interval '1 day';
    insert into frescura.channels (kind, name, target) values ('webhook', 'hook', 'http://localhost/')`);
  await write({ began: 1 });
});
afterEach(() => sessions.end());
afterAll(() => database.drop());

const write = (attempt: InventedAttempt) => writeAttempt(sql(), "report", attempt);
const check = async () => (await sql()`select frescura.check_alerts() as edges`)[0]!.edges as number;
const alerts = async () => [
  ...(await sql()`select kind, closed_at is null as open, detail from frescura.alerts order by id`),
];
const outbox = async () => [
  ...(await sql()`select a.kind, n.edge from frescura.notifications n join frescura.alerts a on a.id = n.alert_id order by n.created_at, n.edge desc`),
];

/** Refreshes, by minutes ago, of a managed table that compared all of it. */
const rebuilt = async (minutes: readonly number[], reason: string) => {
  for (const began of minutes) {
    const id = await write({ began });
    await sql()`update frescura.refresh_log set mode = 'rebuild', mode_reason = ${reason} where id = ${id}`;
  }
};

const CASES: [kind: string, begin: () => Promise<unknown>, end: () => Promise<unknown>, detail: object][] = [
  [
    "failures",
    async () => {
      await write({ began: 0.5, status: "failed", code: "22012" });
      await write({ began: 0.4, status: "failed", code: "22012", trigger: "manual" });
    },
    () => write({ began: 0.2 }),
    { in_a_row: 2, error_code: "22012" },
  ],
  [
    "slow",
    async () => {
      for (const began of [0.9, 0.8, 0.7, 0.6, 0.5]) await write({ began, ms: 1000 });
      await write({ began: 0.4, ms: 3001 });
    },
    () => write({ began: 0.3, ms: 1100 }),
    { duration_ms: 3001, usual_ms: 1000 },
  ],
  [
    "rebuilds",
    async () => {
      await sql()`insert into frescura.view_strategies (view_id, strategy, definition, set_by, set_at)
        select id, 'delta', 'select 1', 'a test', now() - interval '2 hours' from frescura.views on conflict do nothing`;
      await rebuilt([0.9, 0.8, 0.7], "too_many_keys");
    },
    () => sql()`update frescura.refresh_log set mode = 'delta', mode_reason = null where mode = 'rebuild'`,
    { in_a_row: 3, reason: "too_many_keys" },
  ],
  [
    "target_missed",
    () => sql()`update frescura.refresh_log set refresh_started_at = now() - interval '61 minutes'`,
    () => write({ began: 0.1 }),
    { sla_seconds: 3600 },
  ],
  [
    "events_waiting",
    () =>
      sql()`insert into frescura.refresh_triggers (view_id, created_at) select id, now() - interval '11 minutes' from frescura.views`,
    () => sql()`update frescura.refresh_triggers set processed_at = now()`,
    { events: 1 },
  ],
  [
    "no_driver",
    () =>
      sql()`insert into frescura.drivers (name, kind, seen_at) values ('worker', 'worker', now() - interval '11 minutes')
        on conflict (name) do update set seen_at = excluded.seen_at`,
    () => sql()`select frescura.heartbeat('worker', 'worker')`,
    {},
  ],
  [
    "budget_burn",
    // Twelve minutes over the target, an hour ago: more than a quarter of a month's 43.
    async () => {
      await sql()`truncate frescura.refresh_log cascade`;
      await write({ began: 132, ended: 132 });
      await write({ began: 60, ended: 60 });
      await write({ began: 1 });
    },
    () => sql()`delete from frescura.refresh_log where refresh_started_at < now() - interval '2 hours'`,
    { missed_seconds: 720, budget_seconds: 2592 },
  ],
  [
    "suspended",
    () => sql()`update frescura.views set suspended_at = now()`,
    () => sql()`select frescura.resume('report')`,
    {},
  ],
];

/** The words of a kind find the facts that they go by in what its function gives. */
function expectWords(kind: AlertKind, detail: Alert["detail"]) {
  expect(Object.keys(detail).sort()).toEqual(Object.keys(ALERT_KINDS[kind].example).sort());
  for (const locale of LOCALES) {
    const sentence = alertSentence({ kind, detail, title: "Report", view: "report" }, "opened", locale);
    expect(sentence).not.toMatch(/undefined|NaN|null|\[object/);
  }
}

describe.each(CASES)("%s", (kind, begin, end, detail) => {
  test("opens once, is told once, and closes once", async () => {
    expect(await check()).toBe(0);
    await begin();
    expect(await check()).toBe(1);
    expect(await check()).toBe(0);
    expect(await alerts()).toMatchObject([{ kind, open: true, detail }]);
    expectWords(kind as AlertKind, (await alerts())[0]!.detail);
    await end();
    expect(await check()).toBe(1);
    expect(await check()).toBe(0);
    expect(await alerts()).toMatchObject([{ kind, open: false }]);
    expect(await outbox()).toEqual([
      { kind, edge: "opened" },
      { kind, edge: "closed" },
    ]);
    // The next streak is news again, ten minutes later.
    await sql().unsafe(`
      update frescura.refresh_log set created_at = created_at - interval '10 minutes',
             refresh_started_at = refresh_started_at - interval '10 minutes',
             refresh_completed_at = refresh_completed_at - interval '10 minutes'`);
    await begin();
    expect(await check()).toBe(1);
  });
});

test("every kind has a function that judges it, and every such function its words", async () => {
  const functions = await sql()`
    select substr(proname, length('alert_when_') + 1) as kind from pg_proc
     where pronamespace = 'frescura'::regnamespace and starts_with(proname, 'alert_when_')`;
  // That a kind cannot be judged, frescura.alert_conditions() tells itself.
  const kinds = [...functions.map(({ kind }) => kind), "unjudged"];
  expect(kinds.sort()).toEqual(Object.keys(ALERT_KINDS).sort());
});

describe("a kind that cannot be judged", () => {
  const open = async () =>
    (await alerts())
      .filter((alert) => alert.open)
      .map(({ kind }) => kind)
      .sort();
  const judge = (kind: string, body: string) =>
    sql().unsafe(`create or replace function frescura.alert_when_${kind}() returns table (view_id bigint, detail jsonb)
      language sql volatile set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`);
  afterEach(() => sql()`drop function if exists frescura.alert_when_odd()`);

  test("stops no other, is told, and keeps its alerts open until it is judged again", async () => {
    await judge("odd", "select id, '{}'::jsonb from frescura.views");
    await check();
    expect(await open()).toEqual(["odd"]);
    await judge("odd", "select 1 / (id - id), '{}'::jsonb from frescura.views");
    await sql()`update frescura.views set suspended_at = now()`;
    expect(await check()).toBe(2);
    expect(await open()).toEqual(["odd", "suspended", "unjudged"]);
    const told = (await alerts()).find(({ kind }) => kind === "unjudged")!;
    expect(told.detail).toEqual({ kinds: ["odd"], error_codes: ["22012"] });
    expectWords("unjudged", told.detail);
    expect(await check()).toBe(0);
    await judge("odd", "select id, '{}'::jsonb from frescura.views where false");
    expect(await check()).toBe(2);
    expect(await open()).toEqual(["suspended"]);
  });

  test("is so too when its function gives something else than a kind gives", async () => {
    await sql().unsafe(
      "create function frescura.alert_when_odd() returns integer language sql as 'select 1'",
    );
    await check();
    expect(await alerts()).toMatchObject([{ kind: "unjudged", detail: { kinds: ["odd"] } }]);
  });

  test("cannot stop the others by what it finds either: twice the same, a view that is gone, no facts", async () => {
    await judge("odd", "select v, null::jsonb from unnest(array[null, null, -1::bigint]) v");
    await sql()`update frescura.views set suspended_at = now()`;
    expect(await check()).toBe(2);
    expect(await open()).toEqual(["odd", "suspended"]);
  });
});

describe("a condition that has to last", () => {
  const judge = (body: string) =>
    sql().unsafe(`create or replace function frescura.alert_when_odd()
      returns table (view_id bigint, detail jsonb, lasting interval)
      language sql volatile set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`);
  const lasts = () => judge("select id, '{}'::jsonb, interval '5 minutes' from frescura.views");
  const pass = (minutes: number) =>
    sql()`update frescura.alert_holds set since = since - make_interval(mins => ${minutes})`;
  afterEach(() => sql()`drop function if exists frescura.alert_when_odd()`);

  test("is an alert once it has, with the time at which it was first seen", async () => {
    await lasts();
    expect(await check()).toBe(0);
    await pass(4);
    expect(await check()).toBe(0);
    await pass(1);
    expect(await check()).toBe(1);
    const [hold] = await sql()`select to_jsonb(since) as since from frescura.alert_holds`;
    expect(await alerts()).toEqual([{ kind: "odd", open: true, detail: { since: hold!.since } }]);
    expect(await check()).toBe(0);
  });

  test("begins anew when it was over in between, but not when it could not be judged", async () => {
    await lasts();
    await check();
    await pass(4);
    await judge("select 1 / (id - id), '{}'::jsonb, interval '5 minutes' from frescura.views");
    await check();
    await lasts();
    await pass(1);
    await check();
    expect(await alerts()).toMatchObject([{ kind: "unjudged" }, { kind: "odd", open: true }]);
    await judge("select id, '{}'::jsonb, interval '5 minutes' from frescura.views where false");
    expect(await check()).toBe(1);
    expect(await sql()`select from frescura.alert_holds`).toHaveLength(0);
    await lasts();
    expect(await check()).toBe(0);
  });
});

test("twenty judges at once give one edge", async () => {
  await sql()`update frescura.views set suspended_at = now()`;
  const crowd = await Promise.all(Array.from({ length: 20 }, () => sessions.start()));
  const edges = await Promise.all(crowd.map((one) => one.sql`select frescura.check_alerts() as edges`));
  expect(edges.flat().reduce((sum, { edges }) => sum + edges, 0)).toBe(1);
  expect(await alerts()).toHaveLength(1);
  expect(await outbox()).toHaveLength(1);
});

test("what a person cancelled is no failure to be told of", async () => {
  for (const began of [0.5, 0.4]) {
    const id = await write({ began, status: "failed", code: "57014" });
    await sql()`update frescura.refresh_log set cancelled_by = 'ops' where id = ${id}`;
  }
  expect(await check()).toBe(0);
});

test("one failure is no alert, nor is a run that is only a little slower", async () => {
  await write({ began: 0.5, status: "failed", code: "22012" });
  for (const began of [0.4, 0.39, 0.38, 0.37, 0.36]) await write({ began, ms: 100 });
  await write({ began: 0.3, ms: 900 });
  expect(await check()).toBe(0);
});

test("two rebuilds are no alert, nor are three that were asked for, nor those of a view that is refreshed whole", async () => {
  await rebuilt([0.9, 0.8, 0.7], "capture_gap");
  expect(await check()).toBe(0);
  await sql()`insert into frescura.view_strategies (view_id, strategy, definition, set_by, set_at)
    select id, 'delta', 'select 1', 'a test', now() - interval '45 seconds' from frescura.views`;
  // Those of before it was set to go by keys do not count.
  await check();
  expect(await alerts()).toEqual([]);
  await rebuilt([0.6, 0.5, 0.4], "asked");
  expect(await check()).toBe(0);
});

describe("the outbox", () => {
  const edges = 12;
  const fill = () => sql()`
    insert into frescura.notifications (channel_id, edge) select c.id, 'test' from frescura.channels c, generate_series(1, ${edges})`;
  const claim = async (session: { sql: TestDatabase["sql"] }) =>
    (await session.sql`select * from frescura.claim_notification()`)[0]! as {
      id: string | null;
      attempts: number;
    };

  test("gives each notification to one of several senders", async () => {
    await fill();
    const crowd = await Promise.all(Array.from({ length: 6 }, () => sessions.start()));
    const sent: string[] = [];
    await Promise.all(
      crowd.map(async (session) => {
        for (;;) {
          const { id } = await claim(session);
          if (!id) return;
          sent.push(id);
          await session.sql`select frescura.finish_notification(${id})`;
        }
      }),
    );
    expect(sent).toHaveLength(edges);
    expect(new Set(sent).size).toBe(edges);
    expect(await sql()`select from frescura.notifications where delivered_at is null`).toHaveLength(0);
  });

  test("gets back what a sender took and died with, under the same id", async () => {
    await sql()`insert into frescura.notifications (channel_id, edge) select id, 'test' from frescura.channels`;
    const dead = await sessions.start();
    const taken = await claim(dead);
    await sql()`select pg_terminate_backend(${dead.pid})`;
    const heir = await sessions.start();
    expect((await claim(heir)).id).toBeNull();
    await sql()`update frescura.notifications set next_attempt_at = next_attempt_at - interval '2 minutes'`;
    expect(await claim(heir)).toMatchObject({ id: taken.id, attempts: 2 });
  });

  test("tries again after growing pauses, up to an hour, and never gives up", async () => {
    await sql()`insert into frescura.notifications (channel_id, edge) select id, 'test' from frescura.channels`;
    const sender = await sessions.start();
    for (const seconds of [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]) {
      const { id } = await claim(sender);
      await sender.sql`select frescura.finish_notification(${id}, 'refused')`;
      const [row] = await sql()`
        select extract(epoch from next_attempt_at - clock_timestamp())::float as pause, last_error, delivered_at from frescura.notifications`;
      expect(row).toMatchObject({ last_error: "refused", delivered_at: null });
      expect(row!.pause).toBeGreaterThan(seconds * 0.87 - 5);
      expect(row!.pause).toBeLessThan(seconds * 1.13);
      await sql()`update frescura.notifications set next_attempt_at = clock_timestamp()`;
    }
  });

  test("holds back what a channel that is switched off has waiting", async () => {
    await fill();
    await sql()`update frescura.channels set enabled = false`;
    expect((await claim(await sessions.start())).id).toBeNull();
  });
});
