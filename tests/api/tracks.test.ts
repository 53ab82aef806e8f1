import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trackAnswer } from "@/lib/contract/tracks";
import { viewSettings } from "@/lib/contract/view-settings";
import type { Role } from "@/lib/roles";
import { type Api, call, read, startApi } from "@/tests/support/api";
import { Sessions } from "@/tests/support/sessions";

let api: Api;
const sql = () => api.database.sql;

beforeAll(async () => {
  api = await startApi();
  await sql().unsafe(`
    create table clients (id integer primary key, name text not null);
    create table invoices (id integer primary key, client_id integer not null, total numeric(12,2), sent boolean default true);
    insert into clients select g, 'client ' || g from generate_series(1, 5) g;
    insert into invoices select g, 1 + g % 5, g * 10, g % 4 <> 0 from generate_series(1, 40) g;
    create materialized view invoices_mv as
      select i.id, i.total, c.name from invoices i join clients c on c.id = i.client_id where i.sent;
    create unique index on invoices_mv (id);
    select frescura.register('invoices_mv');
    select frescura.refresh('invoices', 'test')`);
});
afterAll(() => api.stop());

async function send(method: string, path: string, body: unknown, role: Role = "admin") {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return await read(await call(method, `/api/v1/mv/${path}`, { token: await api.token(role), body: text }));
}

const invoices = { view: "invoices", source: "public.invoices", key: ["r.id"], amount: "r.total" };
const clients = {
  view: "invoices",
  source: "clients",
  lookup: "select i.id from public.invoices i where i.client_id = :key::integer",
};

const objects = async () =>
  await sql()`select (select count(*) from pg_trigger where tgname like 'frescura_capture_%') as triggers,
                     (select count(*) from frescura.view_sources) as sources, to_regclass('invoices_live') as live`;

describe("a dry run", () => {
  test("says what real rows say and what would be made, and makes nothing", async () => {
    const before = await objects();
    const { status, body } = await send("POST", "tracks", { ...invoices, dry_run: true });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(trackAnswer.parse(body)).toEqual(body);
    // Every fourth is not sent: the definition leaves it out.
    expect(body.check).toMatchObject({ rows_checked: 40, rows_found: 30, rows_not_found: 10, null_keys: 0 });
    expect(body.check.not_found[0]).toEqual({ source_key: "4", key: [4] });
    expect(body.check).toMatchObject({
      keys_checked: 30,
      keys_mapped: 30,
      keys_unmapped: 0,
      untracked_sources: ["clients"],
    });
    expect(body.made).toMatchObject({ key_columns: ["id"], live_view: "public.invoices_live" });
    expect(body.made.triggers).toHaveLength(4);
    expect(await objects()).toEqual(before);
  });

  test("shows a wrong mapping", async () => {
    const { body } = await send("POST", "tracks", { ...invoices, key: ["r.id + 1000"], dry_run: true });
    expect(body.check).toMatchObject({
      rows_found: 0,
      rows_not_found: 40,
      keys_mapped: 0,
      keys_unmapped: 30,
    });
    expect(body.check.unmapped).toHaveLength(5);
  });

  test("checks a lookup by the rows that it finds", async () => {
    const { body } = await send("POST", "tracks", { ...clients, dry_run: true });
    expect(body.check).toMatchObject({ rows_checked: 40, rows_found: 30, untracked_sources: ["invoices"] });
  });
});

test.each([
  ["a column that is not there", { key: ["r.nope"] }, "key"],
  ["a key of another type", { key: ["'x'"] }, "key"],
  ["too many columns", { key: ["r.id", "r.id"] }, "key"],
  ["an amount that is none", { amount: "r.sent::text" }, "amount"],
  ["no SQL", { amount: "r.total)" }, "amount"],
  ["two statements", { amount: "1); drop table clients; select (1" }, "amount"],
  ["code that writes", { reference: "frescura.ticket()::text" }, "reference"],
  ["a moment that is none", { occurred: "r.total" }, "occurred"],
  ["a table that is not there", { source: "nowhere" }, "source"],
  ["both ways", { lookup: "select 1" }, "key"],
  ["neither way", { key: undefined }, "key"],
  ["a word too many", { keys: ["r.id"] }, "keys"],
  ["no view", { view: "" }, "view"],
])("%s is refused", async (_what, change, parameter) => {
  const before = await objects();
  const { status, body } = await send("POST", "tracks", { ...invoices, ...change });
  expect({ status, ...body }, JSON.stringify(body)).toMatchObject({ status: 400, code: "bad_body" });
  expect(body.parameter).toBe(parameter);
  expect(await objects()).toEqual(before);
});

test("a view that cannot be tracked is refused with the reason", async () => {
  await sql().unsafe(`create materialized view clock_mv as select id, now() as at from clients;
    create unique index on clock_mv (id); select frescura.register('clock_mv')`);
  const { status, body } = await send("POST", "tracks", { view: "clock", source: "clients", key: ["r.id"] });
  expect({ status, ...body }).toMatchObject({ status: 422, code: "unsupported" });
  expect(body.detail).toMatch(/asks for the time/);
  expect((await send("GET", "views/clock", undefined)).body.untrackable).toEqual({
    code: "clock",
    detail: { function: "now" },
  });
});

test("a live view's name that is taken is refused with another one, in the dry run too, and can be chosen", async () => {
  await sql()`create table invoices_live (mine text)`;
  const { live_name } = (await send("GET", "views/invoices", undefined)).body;
  expect(live_name).toBe("invoices_live");
  for (const dry_run of [true, false]) {
    const { status, body } = await send("POST", "tracks", { ...invoices, live: live_name, dry_run });
    expect({ status, ...body }).toMatchObject({ status: 409, code: "conflict", parameter: "live" });
    expect(body.detail).toMatch(/that is table invoices_live.*such as invoices_mv_live/);
  }
  const chosen = await send("POST", "tracks", { ...invoices, live: "invoices_mv_live", dry_run: true });
  expect(chosen.body.made.live_view).toBe("public.invoices_mv_live");
  const long = await send("POST", "tracks", { ...invoices, live: "é".repeat(32) });
  expect(long).toMatchObject({ status: 400, body: { code: "bad_body", parameter: "live" } });
  await sql()`drop table invoices_live`;
});

test("a source that others hold is not waited for", async () => {
  const sessions = new Sessions(api.database.url);
  const { sql: writer } = await sessions.start();
  await writer.unsafe("begin; insert into invoices values (99, 1, 1, false)");
  const { status, body } = await send("POST", "tracks", invoices);
  expect({ status, ...body }).toMatchObject({ status: 503, code: "busy", retry_after: 5 });
  await writer`rollback`;
  await sessions.end();
});

test("tracked by all its sources and refreshed, it is known what a view lacks; untracked, it is not", async () => {
  expect((await send("POST", "tracks", invoices)).status).toBe(200);
  const { body } = await send("POST", "tracks", clients);
  expect(body.check.untracked_sources).toEqual([]);
  await sql()`select frescura.refresh('invoices', 'test')`;
  await sql()`update clients set name = 'renamed' where id = 2`;
  await sql()`insert into invoices values (41, 1, 410, true)`;
  const pending = async () => (await send("GET", "pending/invoices", undefined)).body;
  expect(await pending()).toMatchObject({ known: true, transactions: 2, amounts: { MXN: 410 } });
  const live = await send("GET", "data/invoices?source=live&filter[name]=eq:renamed&count=true", undefined);
  expect(live.body.page.total).toBe(6);

  const { body: settings } = await send("GET", "views/invoices", undefined, "ops");
  expect(viewSettings.parse(settings)).toEqual(settings);
  expect(settings).toMatchObject({
    live_view: "public.invoices_live",
    live_name: "invoices_live",
    key_columns: ["id"],
    untrackable: null,
  });
  expect(settings.tracks).toMatchObject([
    { source: "clients", tracked: true, lookup: clients.lookup, key: null },
    { source: "invoices", tracked: true, key: ["r.id"], amount: "r.total", row_key: "r.id" },
  ]);

  expect((await send("DELETE", "tracks?view=invoices", undefined)).body).toEqual({
    view: "invoices",
    untracked: true,
  });
  expect((await send("DELETE", "tracks?view=invoices", undefined)).body).toMatchObject({ untracked: false });
  expect(await pending()).toMatchObject({ known: false, reason: "not_tracked" });
  const auditEvents = await sql()`select action, target, detail->>'lookup' as lookup from frescura.audit_log
    where action like 'view.%track' order by id`;
  expect(auditEvents).toEqual([
    { action: "view.track", target: "invoices", lookup: null },
    { action: "view.track", target: "invoices", lookup: clients.lookup },
    { action: "view.untrack", target: "invoices", lookup: null },
  ]);
});

describe("settings", () => {
  test("change one by one, and the change is kept", async () => {
    const change = {
      title: "Invoices",
      sla_seconds: 60,
      stale_seconds: 90,
      read_policy: "live",
      skip_unchanged: true,
    };
    const { status, body } = await send("PATCH", "views/invoices_mv", change);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(viewSettings.parse(body)).toEqual(body);
    expect(body).toMatchObject({ slug: "invoices", enabled: true, ...change });
    const more = { enabled: false, lock_timeout_ms: 500, run_seconds_max: 60, time_zone: "UTC" };
    expect((await send("PATCH", "views/invoices", more)).body).toMatchObject({ ...change, ...more });
    const [auditEvent] =
      await sql()`select actor, target, detail from frescura.audit_log where action = 'view.update' order by id`;
    expect(auditEvent).toEqual({
      actor: expect.stringMatching(/^token:\d+ admin's token$/),
      target: "invoices",
      detail: change,
    });
  });

  test.each([
    [{ sla_seconds: 0 }, "sla_seconds"],
    [{ sla_seconds: 7200, stale_seconds: 3600 }, undefined],
    [{ stale_seconds: 1 }, undefined],
    [{ time_zone: "Mars/Olympus" }, undefined],
    [{ read_policy: "guess" }, "read_policy"],
    [{ slug: "other" }, "slug"],
    [{ definition: "select 1" }, "definition"],
    [{ title: "a\nb" }, "title"],
    [{ enabled: "no" }, "enabled"],
    [{ lock_timeout_ms: 2 ** 40 }, "lock_timeout_ms"],
    [{}, undefined],
  ])("%j is refused", async (change, parameter) => {
    const before = (await send("GET", "views/invoices", undefined)).body;
    const { status, body } = await send("PATCH", "views/invoices", change);
    expect({ status, ...body }).toMatchObject({ status: 400, code: "bad_body" });
    expect(body.parameter).toBe(parameter);
    expect((await send("GET", "views/invoices", undefined)).body).toEqual(before);
  });
});

test.each(["cfo", "ceo", "ops"] as const)("a %s changes nothing", async (role) => {
  for (const [method, path, body] of [
    ["PATCH", "views/invoices", { title: "Mine" }],
    ["POST", "tracks", { ...invoices, dry_run: true }],
    ["DELETE", "tracks?view=invoices", undefined],
  ] as const) {
    expect(await send(method, path, body, role)).toMatchObject({ status: 403, body: { code: "forbidden" } });
  }
});
