import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { schedule, schedulesAnswer } from "@/lib/contract/schedules";
import type { Role } from "@/lib/roles";
import { nextRuns } from "@/lib/schedule/due";
import { type Api, call, read, startApi } from "@/tests/support/api";

const VIEW = "universal-transactions";
let api: Api;
const sql = () => api.database.sql;

beforeAll(async () => {
  api = await startApi();
});
beforeEach(
  () => sql()`delete from frescura.schedules where tier not in ('hourly', 'working-hours', 'events')`,
);
afterAll(() => api.stop());

async function send(method: string, path: string, body?: unknown, role: Role = "admin") {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return await read(await call(method, `/api/v1/mv/${path}`, { token: await api.token(role), body: text }));
}
const auditEvents = async () => [
  ...(await sql()`select actor, action, target, detail from frescura.audit_log where action like 'schedule.%' order by id`),
];
const nightly = { view: VIEW, tier: "nightly", cron: "30 3 * * *", time_zone: "Europe/Madrid" };

describe("the list", () => {
  test("says every schedule in words in both languages, with its next three times", async () => {
    const { status, body } = await send("GET", "schedules", undefined, "ceo");
    expect(status, JSON.stringify(body)).toBe(200);
    expect(schedulesAnswer.parse(body)).toEqual(body);
    const hours = body.schedules.find(({ tier }: { tier: string }) => tier === "working-hours");
    expect(hours).toMatchObject({
      view: VIEW,
      cron: "*/15 9-18 * * 1-5",
      enabled: true,
      problem: null,
      words: {
        en: "every 15 minutes, Mon–Fri 9:00–18:45, Mexico City",
        es: "cada 15 minutos, lun–vie 9:00–18:45, Ciudad de México",
      },
    });
    const at = { cron: hours.cron, timeZone: hours.time_zone };
    expect(hours.next).toEqual(nextRuns(at, new Date(body.now), 3).map((date) => date.toISOString()));
  });

  test("of a view has those of all views too, and no others", async () => {
    await sql().unsafe(
      "create materialized view other_mv as select 1 as n; select frescura.register('other_mv')",
    );
    const { body } = await send("GET", "schedules?view=other_mv");
    expect(body.schedules.map(({ view, tier }: Record<string, string>) => [view, tier])).toEqual([
      ["other", "hourly"],
      ["other", "working-hours"],
      [null, "events"],
    ]);
    expect(await send("GET", "schedules?view=none")).toMatchObject({
      status: 404,
      body: { code: "unknown_view" },
    });
    expect(await send("GET", "schedules?vista=x")).toMatchObject({
      status: 400,
      body: { parameter: "vista" },
    });
  });

  test("tells of one that was written by hand and cannot be read", async () => {
    await sql()`insert into frescura.schedules (tier, cron) values ('broken', 'whenever')`;
    const { body } = await send("GET", "schedules");
    expect(schedulesAnswer.parse(body).schedules.find(({ tier }) => tier === "broken")).toMatchObject({
      words: null,
      next: [],
      problem: expect.stringContaining('"whenever"'),
    });
  });

  test("tells which slot was taken last, and how it ended", async () => {
    await sql()`insert into frescura.schedule_runs (schedule_id, due_at, driver, completed_at, outcome)
      select id, date_trunc('hour', now()) - interval '1 hour' * n, 'worker', now(), 'covered'
        from frescura.schedules, generate_series(0, 2) n where tier = 'events'`;
    const { body } = await send("GET", "schedules");
    const [{ due }] = await sql()<[{ due: Date }]>`select date_trunc('hour', now()) as due`;
    expect(body.schedules.at(-1).last).toMatchObject({
      due_at: due.toISOString(),
      driver: "worker",
      outcome: "covered",
    });
  });
});

test("an admin makes, changes, switches off and removes one, each on record", async () => {
  const { status, body: made } = await send("POST", "schedules", nightly);
  expect(status, JSON.stringify(made)).toBe(200);
  expect(schedule.parse(made)).toEqual(made);
  expect(made).toMatchObject({ ...nightly, enabled: true, words: { en: "daily at 3:30, Madrid" } });
  expect(made.next).toHaveLength(3);

  const path = `schedules/${made.id}`;
  const change = { cron: " 0  4 * * 1 ", time_zone: "UTC" };
  expect((await send("PATCH", path, change)).body).toMatchObject({
    tier: "nightly",
    cron: "0 4 * * 1",
    time_zone: "UTC",
    words: { en: "Mon at 4:00, UTC", es: "lun a las 4:00, UTC" },
  });
  expect((await send("PATCH", path, { enabled: false })).body).toMatchObject({
    enabled: false,
    cron: "0 4 * * 1",
  });
  expect((await send("DELETE", path)).body).toEqual({ id: made.id, removed: true });
  expect(await send("DELETE", path)).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(await send("PATCH", path, { enabled: true })).toMatchObject({
    status: 404,
    body: { code: "not_found" },
  });

  const target = `${VIEW}:nightly`;
  const actor = expect.stringMatching(/^token:\d+ admin's token$/);
  expect(await auditEvents()).toEqual([
    {
      actor,
      action: "schedule.create",
      target,
      detail: { id: made.id, tier: "nightly", cron: "30 3 * * *", time_zone: "Europe/Madrid", enabled: true },
    },
    {
      actor,
      action: "schedule.update",
      target,
      detail: { id: made.id, cron: "0 4 * * 1", time_zone: "UTC" },
    },
    { actor, action: "schedule.update", target, detail: { id: made.id, enabled: false } },
    {
      actor,
      action: "schedule.remove",
      target,
      detail: { id: made.id, cron: "0 4 * * 1", time_zone: "UTC" },
    },
  ]);
});

test("the time zone is that of the view where none is given, or of the business for all views", async () => {
  await sql()`update frescura.views set time_zone = 'Europe/Madrid' where slug = ${VIEW}`;
  const { view: _view, time_zone: _zone, ...bare } = nightly;
  expect((await send("POST", "schedules", { ...bare, view: VIEW })).body.time_zone).toBe("Europe/Madrid");
  expect((await send("POST", "schedules", bare)).body).toMatchObject({
    view: null,
    time_zone: "America/Mexico_City",
  });
  await sql()`update frescura.views set time_zone = 'America/Mexico_City' where slug = ${VIEW}`;
});

describe("refused", () => {
  test.each([
    ["a minute that is none", { cron: "61 * * * *" }, "cron", "61 \\* \\* \\* \\*"],
    ["six fields", { cron: "0 0 3 * * *" }, "cron", "five fields"],
    ["a nickname", { cron: "@daily" }, "cron", "five fields"],
    ["a date that never comes", { cron: "0 0 31 2 *" }, "cron", "never comes"],
    ["no cron", { cron: "" }, "cron", "cron"],
    ["a zone that is none", { time_zone: "Mars/Olympus" }, "time_zone", "Mars/Olympus"],
    ["an offset for a zone", { time_zone: "+05:30" }, "time_zone", "IANA"],
    ["a tier with blanks", { tier: "every night" }, "tier", "small letters"],
    ["a word too many", { every: "night" }, "every", "every"],
    ["a switch that is none", { enabled: "yes" }, "enabled", "enabled"],
  ])("%s, made or changed", async (_what, wrong, parameter, words) => {
    const made = await send("POST", "schedules", { ...nightly, ...wrong });
    expect(made, JSON.stringify(made.body)).toMatchObject({
      status: 400,
      body: { code: "bad_body", parameter },
    });
    expect(made.body.detail).toMatch(new RegExp(words));
    const [{ id }] = await sql()<[{ id: number }]>`select id from frescura.schedules where tier = 'events'`;
    const before = await sql()`select * from frescura.schedules order by id`;
    expect(await send("PATCH", `schedules/${id}`, wrong)).toMatchObject({ status: 400, body: { parameter } });
    expect(await sql()`select * from frescura.schedules order by id`).toEqual(before);
  });

  test("nothing to change", async () => {
    const [{ id }] = await sql()<[{ id: number }]>`select id from frescura.schedules where tier = 'events'`;
    expect(await send("PATCH", `schedules/${id}`, {})).toMatchObject({
      status: 400,
      body: { code: "bad_body" },
    });
  });

  test.each(["0", "-1", "x", "1e3", "99999999999999999999"])("no such id: %s", async (id) => {
    expect(await send("PATCH", `schedules/${id}`, { enabled: true })).toMatchObject({
      status: 404,
      body: { code: "not_found", parameter: "id" },
    });
  });

  test("a second one of a tier, with the way out", async () => {
    const { status, body } = await send("POST", "schedules", { ...nightly, tier: "hourly" });
    expect({ status, ...body }).toMatchObject({ status: 409, code: "conflict", parameter: "tier" });
    expect(body.detail).toBe(
      `${VIEW} has a schedule of the tier hourly already. Change that one, or choose another tier.`,
    );
    const { body: made } = await send("POST", "schedules", nightly);
    expect(await send("PATCH", `schedules/${made.id}`, { tier: "hourly" })).toMatchObject({ status: 409 });
  });

  test("an unknown view", async () => {
    expect(await send("POST", "schedules", { ...nightly, view: "none" })).toMatchObject({
      status: 404,
      body: { code: "unknown_view" },
    });
  });

  test("switching on one that cannot be read, but not switching it off", async () => {
    const [{ id }] = await sql()<[{ id: number }]>`
      insert into frescura.schedules (tier, cron) values ('broken', 'whenever') returning id`;
    expect(await send("PATCH", `schedules/${id}`, { enabled: false })).toMatchObject({ status: 200 });
    expect(await send("PATCH", `schedules/${id}`, { enabled: true })).toMatchObject({
      status: 400,
      body: { parameter: "cron" },
    });
  });
});
