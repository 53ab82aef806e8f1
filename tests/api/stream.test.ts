import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/client";
import { amendEnv } from "@/server/env";
import { endStreams } from "@/server/live/open";
import { createToken } from "@/server/tokens/create";
import { revokeToken } from "@/server/tokens/revoke";
import { type Api, call, read, shell, startApi } from "@/tests/support/api";
import { until } from "@/tests/support/wait";
import { watch } from "@/tests/support/watch";

const VIEW = "universal-transactions";
const STREAM = "/api/v1/mv/stream";
let api: Api;

beforeAll(async () => {
  api = await startApi();
  await api.database.sql`insert into cpg_pos (monto_total) values (100)`;
  await refresh();
});
afterEach(async () => {
  await endStreams();
  amendEnv({ STREAMS_MAX: "", DATABASE_URL_DIRECT: "" });
});
afterAll(() => api.stop());

const refresh = (view = VIEW) => api.database.sql`select * from frescura.refresh(${view}, 'test', 'tests')`;
const open = async (role: "ceo" | "ops" = "ceo", more = "") =>
  watch(await call("GET", STREAM + more, { token: await api.token(role) }));
const listeners = async () => {
  const rows = await api.database.sql`
    select pid from pg_stat_activity where datname = current_database() and application_name = 'frescura live'`;
  return rows.length;
};
/** Until the database's notifications arrive. */
const listening = async (stream: ReturnType<typeof watch>) =>
  expect(await stream.next("state", (data) => data.listening)).not.toBeNull();

test("tells of a refresh, and of what it did to the view, whoever made it", async () => {
  const stream = await open();
  await listening(stream);
  const [{ refresh_id: id }] = await api.database.sql<[{ refresh_id: number }]>`
    select refresh_id from frescura.refresh(${VIEW}, 'test', 'psql')`;
  expect(await stream.next("refresh", (data) => data.refresh_id === id)).toMatchObject({
    view: VIEW,
    status: "completed",
  });
  const health = await stream.next("health", ({ views }) =>
    views.some((view) => view.last_triggered_by === "psql"),
  );
  expect(health!.views).toHaveLength(1);
  expect(health!.views[0]).toMatchObject({ slug: VIEW, freshness: "fresh", pending_transactions: 0 });
});

test("is answered as events that nothing between may keep, compress or hold back", async () => {
  const { headers, body } = await call("GET", STREAM, { token: await api.token("ceo") });
  expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(headers.get("cache-control")).toBe("no-store, no-transform");
  expect(headers.get("x-accel-buffering")).toBe("no");
  await body!.cancel();
});

test("takes one connection to the database, however many watch, and none when they have gone", async () => {
  const streams = await Promise.all(Array.from({ length: 30 }, () => open()));
  await Promise.all(streams.map(listening));
  expect(await listeners()).toBe(1);
  await refresh();
  for (const stream of streams) expect(await stream.next("refresh")).not.toBeNull();
  await Promise.all(streams.map((stream) => stream.leave()));
  await endStreams();
  await until("the connection has gone", async () => (await listeners()) === 0);
});

test("sends nothing to who has left", async () => {
  const gone = new AbortController();
  const stream = watch(await call("GET", STREAM, { token: await api.token("ceo"), signal: gone.signal }));
  await listening(stream);
  gone.abort();
  expect(await stream.next("end")).toBeNull();
});

test("tells what was missed since the health that the caller has", async () => {
  const keeper = await open();
  await listening(keeper);
  const { body } = await read(await call("GET", "/api/v1/mv/health", { token: await api.token("ceo") }));
  await refresh();
  await keeper.next("refresh");
  await keeper.next("health");
  const late = await open("ceo", `?since=${encodeURIComponent(body.now)}`);
  expect((await late.next("health"))!.views.map(({ slug }) => slug)).toEqual([VIEW]);
});

test("tells of what nobody notifies of: a write that waits, a view that is new or gone", async () => {
  const stream = await open();
  await listening(stream);
  await api.database.sql.unsafe(
    "create materialized view spare as select 1 as n; select frescura.register('spare')",
  );
  const come = await stream.next("health", ({ views }) => views.some(({ slug }) => slug === "spare"));
  expect(come).not.toBeNull();
  await api.database.sql`delete from frescura.views where slug = 'spare'`;
  expect(await stream.next("health", ({ gone }) => gone.includes("spare"))).not.toBeNull();
});

test("shows the database's own words only to who works on it", async () => {
  await api.database.sql.unsafe(`
    create table rate as select 0 as divisor; create materialized view share as select 1 / divisor as n from rate with no data;
    select frescura.register('share')`);
  const [ceo, ops] = [await open("ceo"), await open("ops")];
  await Promise.all([listening(ceo), listening(ops)]);
  await refresh("share");
  const failing = ({ views }: { views: { slug: string; failures_in_a_row: number }[] }) =>
    views.some(({ slug, failures_in_a_row }) => slug === "share" && failures_in_a_row > 0);
  const [forCeo, forOps] = [await ceo.next("health", failing), await ops.next("health", failing)];
  expect(forOps!.views[0]).toMatchObject({ last_error_code: "22012", last_error: "division by zero" });
  expect(forCeo!.views[0]).toMatchObject({ last_error_code: "22012", last_error: null });

  // A verification is not for the CEO at all.
  await api.database.sql`select frescura.verify(${VIEW}, 100, 'tests')`;
  await api.database.sql`select pg_notify('frescura', '{"alerts": 1}')`;
  expect(await ops.next("verification")).toEqual({ verification_id: expect.any(Number), differing: 0 });
  expect(await ceo.next("alerts")).toEqual({ open: 0 });
  expect(ceo.kept.map(({ name }) => name)).not.toContain("verification");
});

test("tells of a refresh what stands in the log, whatever a notification says", async () => {
  const stream = await open();
  await listening(stream);
  const { sql } = api.database;
  const old = { id: 0 };
  [{ id: old.id }] = await sql<[{ id: number }]>`
    update frescura.refresh_log set refresh_completed_at = refresh_completed_at - interval '1 hour'
     where id = (select max(id) from frescura.refresh_log) returning id`;
  for (const forged of [
    { refresh: 900_000, view: VIEW, status: "failed" },
    { refresh: old.id, view: VIEW, status: "failed" },
    { verification: 900_000, differing: 7 },
  ]) {
    await sql`select pg_notify('frescura', ${JSON.stringify(forged)})`;
  }
  const [{ refresh_id: id }] = await sql<[{ refresh_id: number }]>`
    select refresh_id from frescura.refresh(${VIEW}, 'test', 'tests')`;
  expect(await stream.next("refresh")).toEqual({ refresh_id: id, view: VIEW, status: "completed" });
  // Again, and about another outcome.
  await sql`select pg_notify('frescura', ${JSON.stringify({ refresh: id, view: VIEW, status: "failed" })})`;
  await sql`select pg_notify('frescura', '{"alerts": 1}')`;
  expect(await stream.next("alerts")).not.toBeNull();
  expect(stream.kept.filter(({ name }) => name === "refresh")).toHaveLength(1);
});

test("no notification of ours names a view, a source or an amount", async () => {
  const { sql, url } = api.database;
  const stranger = connect(url, "a stranger", 1);
  const heard: string[] = [];
  await stranger.listen("frescura", (payload) => heard.push(payload));
  await sql`insert into cpg_pos (folio, monto_total) values ('HEARD-1', 7654321)`;
  await refresh();
  await sql`select frescura.verify(${VIEW}, 100, 'tests')`;
  await sql`select frescura.request_refresh(${VIEW})`;
  await sql`notify frescura, 'the last one'`;
  await until("all are heard", async () => heard.includes("the last one"));
  await stranger.end({ timeout: 1 });
  const told = heard.slice(0, -1);
  expect(told.length).toBeGreaterThanOrEqual(4);
  for (const payload of told)
    expect(payload).toMatch(/^\{"(event|refresh|verification)" ?: ?("request"|\d+)\}$/);
});

test("passes on nothing of a notification that it does not know", async () => {
  const stream = await open();
  await listening(stream);
  for (const payload of ["not json", "null", "7", '{"refresh": "1", "view": 2}', '{"evil": "<script>"}']) {
    await api.database.sql`select pg_notify('frescura', ${payload})`;
  }
  await api.database.sql`select pg_notify('frescura', '{"alerts": 3}')`;
  expect(await stream.next("alerts")).toEqual({ open: 0 });
  expect(JSON.stringify(stream.kept)).not.toContain("script");
});

test("ends when the token is revoked", async () => {
  const { id, token } = await createToken(shell, { name: "watcher", role: "ceo" });
  const stream = watch(await call("GET", STREAM, { token }));
  await listening(stream);
  await revokeToken(shell, { id });
  expect(await stream.next("end")).toEqual({ code: "unauthenticated" });
  expect(await stream.next("beat")).toBeNull();
});

test("refuses more than may watch, and says when to come again", async () => {
  amendEnv({ STREAMS_MAX: "1" });
  const first = await open();
  const { status, headers, body } = await read(await call("GET", STREAM, { token: await api.token("ops") }));
  expect([status, body.code, headers.get("retry-after")]).toEqual([503, "busy", "60"]);
  await first.leave();
  await (await open()).leave();
});

test("says that the database's notifications do not arrive, and looks by itself", async () => {
  amendEnv({ DATABASE_URL_DIRECT: "postgres://nobody@127.0.0.1:1/nothing" });
  const stream = await open();
  expect(await stream.next("state")).toMatchObject({ listening: false });
  await refresh();
  // The first one is of all views, since nobody has watched before.
  const news = await stream.next("health", ({ views }) => views.length === 1);
  expect(news).toMatchObject({ views: [{ slug: VIEW, last_triggered_by: "tests" }] });
  expect(stream.kept.some(({ name }) => name === "refresh")).toBe(false);
});

test("ends with the server", async () => {
  const stream = await open();
  await stream.next("state");
  await endStreams();
  expect(await stream.next("end")).toEqual({ code: "shutdown" });
});
