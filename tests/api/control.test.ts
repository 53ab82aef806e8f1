import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cancelAnswer, resumeAnswer } from "@/lib/contract/control";
import { eventsAnswer, retryAnswer } from "@/lib/contract/events";
import { failuresAnswer, historyAnswer } from "@/lib/contract/history";
import { troubleshootingAnswer } from "@/lib/contract/troubleshooting";
import type { Role } from "@/lib/roles";
import { amendEnv } from "@/server/env";
import { type Api, call, newToken, newUser, read, startApi } from "@/tests/support/api";
import { writeAttempt } from "@/tests/support/attempts";
import { Gate, Sessions } from "@/tests/support/sessions";
import { startSmtp } from "@/tests/support/smtp";
import { until } from "@/tests/support/wait";

let api: Api;
let sessions: Sessions;
const sql = () => api.database.sql;

beforeAll(async () => {
  api = await startApi();
  sessions = new Sessions(api.database.url);
  await Gate.make(sessions);
  await sql().unsafe(`
    create materialized view slow as select 1 as id, gate() as passed;
    create unique index on slow (id);
    create materialized view plain as select 1 as id;
    select frescura.register('slow'); select frescura.register('plain')`);
  await sql()`select frescura.refresh('slow', 'test')`;
});
beforeEach(() => {
  sessions = new Sessions(api.database.url);
});
afterEach(() => sessions.end());
afterAll(() => api.stop());

async function send(method: string, path: string, role: Role = "ops", body?: object) {
  const text = body && JSON.stringify(body);
  return await read(await call(method, `/api/v1/mv/${path}`, { token: await api.token(role), body: text }));
}
const auditEvents = async (action: string) => [
  ...(await sql()`select actor, target, detail from frescura.audit_log where action = ${action} order by id`),
];
const running = () =>
  until("a refresh runs", async () => {
    const { body } = await send("GET", "health/slow");
    return body.running_refresh_id ? body : null;
  });

describe("cancelling", () => {
  test("ends a refresh that everyone saw running, at the wish of ops, and says so to whoever asked", async () => {
    const gate = await Gate.make(sessions);
    await gate.shut();
    const token = await newToken("cfo", "the cfo");
    const refresh = call("POST", "/api/v1/mv/refresh/slow?force=true", { token });
    const seen = await running();
    expect(seen).toMatchObject({
      running_triggered_by: expect.stringMatching(/^token:\d+ the cfo$/),
      running_since: expect.any(String),
    });
    const { status, body } = await send("POST", "cancel/slow");
    expect(status).toBe(200);
    expect(cancelAnswer.parse(body)).toEqual({
      view: "slow",
      refresh_id: seen.running_refresh_id,
      cancelled: true,
    });
    const told = await read(await refresh);
    expect(told).toMatchObject({
      status: 502,
      body: { code: "refresh_failed", refresh_id: body.refresh_id },
    });
    await gate.lift();
    const { body: log } = await send("GET", "metrics/refresh-history?view=slow&limit=1");
    expect(historyAnswer.parse(log).history[0]).toMatchObject({
      status: "failed",
      error_code: "57014",
      error_message: expect.stringMatching(/^The refresh was cancelled by token:\d+ ops's token\.$/),
      cancelled_by: expect.stringMatching(/^token:\d+ ops's token$/),
    });
    expect(await auditEvents("view.cancel")).toEqual([
      {
        actor: expect.stringMatching(/^token:\d+ ops's token$/),
        target: "slow",
        detail: { refresh_id: body.refresh_id },
      },
    ]);
  });

  test("says when nothing runs", async () => {
    const { status, body } = await send("POST", "cancel/slow");
    expect({ status, code: body.code }).toEqual({ status: 409, code: "not_running" });
    expect((await send("POST", "cancel/nope")).body.code).toBe("unknown_view");
  });

  test("is not for who only reads", async () => {
    const { status, body } = await send("POST", "cancel/slow", "ceo");
    expect(status).toBe(403);
    expect(body.detail).toBe("Only admin, ops and cfo may cancel a refresh; your role is ceo.");
  });
});

describe("a refresh on demand behind a long transaction", () => {
  test("is left out where that is the setting, and names it to those who can end it", async () => {
    await sql()`update frescura.views set on_long_transaction = 'skip', lock_timeout_ms = 1 where slug = 'plain'`;
    const reader = await sessions.start();
    await reader.sql.unsafe("begin; select * from plain");
    const { status, body } = await send("POST", "refresh/plain?force=true", "admin");
    expect({ status, code: body.code }).toEqual({ status: 409, code: "held" });
    expect(body.detail).toContain(`process ${reader.pid} `);
    expect(body.refresh_id).toEqual(expect.any(Number));
    const cfo = await send("POST", "refresh/plain?force=true", "cfo");
    expect(cfo.body).toMatchObject({ code: "held" });
    expect(cfo.body.detail).not.toContain("process");
    const reasons = async (role: Role) =>
      (await send("GET", "metrics/refresh-history?view=plain&limit=1", role)).body.history[0];
    expect(await reasons("ops")).toMatchObject({
      reason: "long_transaction",
      reason_detail: { pid: reader.pid },
    });
    expect(await reasons("ceo")).toMatchObject({ reason: "long_transaction", reason_detail: null });
  });
});

describe("those who operate", () => {
  test("refresh what failed and nothing else, unless the setting forbids that too", async () => {
    await sql().unsafe(`
      create table rate (divisor integer); insert into rate values (0);
      create materialized view broken as select 1 / divisor as share from rate with no data;
      select frescura.register('broken'); select frescura.refresh('broken', 'test')`);
    const me = await read(await call("GET", "/api/v1/me", { token: await api.token("ops") }));
    expect(me.body).toMatchObject({ may_refresh: false, may_retry: true });
    expect((await send("POST", "refresh/plain")).status).toBe(403);
    expect((await send("POST", "refresh/broken")).body).toMatchObject({ code: "refresh_failed" });
    expect((await send("POST", "refresh/broken", "ceo")).status).toBe(403);
    await sql()`insert into frescura.settings (key, value) values ('operators_retry', 'false')`;
    expect((await send("POST", "refresh/broken")).status).toBe(403);
    await sql()`delete from frescura.settings where key = 'operators_retry'`;
    await sql()`update rate set divisor = 5`;
    expect((await send("POST", "refresh/broken")).body).toMatchObject({ refreshed: true });
    expect((await send("POST", "refresh/broken")).status).toBe(403);
    await sql().unsafe("select frescura.unregister('broken'); drop materialized view broken");
  });
});

describe("who may not refresh", () => {
  test("asks those who may, once, until a refresh has answered", async () => {
    const first = await send("POST", "asks/slow", "ceo");
    expect(first.body).toEqual({
      view: "slow",
      who: "ceo's token",
      asked_at: expect.any(String),
      mailed: 0,
    });
    expect((await send("POST", "asks/slow", "ceo")).body).toEqual(first.body);
    expect(await auditEvents("refresh.ask")).toHaveLength(1);
    const asks = async () => (await send("GET", "asks", "cfo")).body.asks;
    expect(await asks()).toEqual([{ view: "slow", who: "ceo's token", asked_at: first.body.asked_at }]);
    await sql()`select frescura.refresh('slow', 'test')`;
    expect(await asks()).toEqual([]);
  });

  test("reaches those who refresh by mail where there is a server, and nobody else", async () => {
    await newUser("cfo");
    await newUser("ops");
    const smtp = await startSmtp();
    amendEnv({ SMTP_URL: smtp.url, ALERT_FROM: "frescura@frescura.test" });
    try {
      expect((await send("POST", "asks/plain", "ceo")).body.mailed).toBeGreaterThan(0);
      const to = smtp.mails.flatMap((mail) => mail.to);
      expect(to).toContain("cfo@frescura.test");
      expect(to).not.toContain("ops@frescura.test");
      expect(smtp.mails[0]!.data).toMatch(/asks for/);
      // Who may not see a view hears nothing of it.
      smtp.mails.length = 0;
      await sql()`update frescura.views set seen_by = '{role:ceo}' where slug = 'slow'`;
      expect((await send("POST", "asks/slow", "ceo")).body).toMatchObject({ view: "slow", mailed: 0 });
      expect(smtp.mails).toEqual([]);
      await sql()`update frescura.views set seen_by = null where slug = 'slow'`;
    } finally {
      amendEnv({ SMTP_URL: "", ALERT_FROM: "" });
      await smtp.stop();
    }
  });
});

describe("a suspended view", () => {
  test("is told as such, and resumed", async () => {
    await sql()`update frescura.views set suspended_at = now() where slug = 'plain'`;
    const health = await send("GET", "health/plain", "ceo");
    expect(health.body.suspended_at).toEqual(expect.any(String));
    expect(health.body.recommendation).toMatch(/resume it/);
    expect((await send("POST", "resume/plain", "ceo")).status).toBe(403);
    const { body } = await send("POST", "resume/plain");
    expect(resumeAnswer.parse(body)).toEqual({ view: "plain", resumed: true });
    expect((await send("GET", "health/plain")).body).toMatchObject({
      suspended_at: null,
      retry_at: expect.any(String),
    });
    expect((await send("POST", "resume/plain")).body.resumed).toBe(false);
    expect(await auditEvents("view.resume")).toHaveLength(1);
  });
});

describe("events", () => {
  beforeEach(() =>
    sql().unsafe(`
      truncate frescura.refresh_triggers;
      insert into frescura.refresh_triggers (view_id, source_table, source_key, amount, currency, attempts, dead_letter_at, last_error)
      select frescura.view_id('universal-transactions'), 'cpg_pos', g::text, 15000, 'USD', 5, now(), 'canary: column gone'
        from generate_series(1, 3) g;
      insert into frescura.refresh_triggers (view_id, source_table, source_key, amount, currency) select frescura.view_id('universal-transactions'), 'cpg_pos', '4', 20000, 'USD'`),
  );
  const list = async (query = "", role: Role = "ops") =>
    eventsAnswer.parse((await send("GET", `events${query}`, role)).body);

  test("are listed, newest first, in pages, by what became of them", async () => {
    expect((await list()).events.map(({ source_key }) => source_key)).toEqual(["4", "3", "2", "1"]);
    expect((await list("?state=waiting")).events).toMatchObject([
      { view: "universal-transactions", amount: 20000, currency: "USD", attempts: 0, dead_letter_at: null },
    ]);
    const first = await list("?state=dead_letter&view=universal-transactions&limit=2");
    expect(first.events).toMatchObject([{ source_key: "3", last_error: "canary: column gone" }, {}]);
    const rest = await list(`?state=dead_letter&before=${first.next_before}`);
    expect(rest).toMatchObject({ events: [{ source_key: "1" }], next_before: null });
    expect((await send("GET", "events?state=lost")).body).toMatchObject({ parameter: "state" });
  });

  test("say what they wait for, until when, and by what name people know them", async () => {
    const [{ id, folio }] = await sql()<[{ id: string; folio: string }]>`
      insert into cpg_pos (monto_total) values (25000) returning id::text as id, folio`;
    const waiting = async () => {
      const { events, now } = await list("?state=waiting&view=universal-transactions");
      return { now, event: events.find(({ source_key }) => source_key === id)! };
    };
    const { event, now } = await waiting();
    expect(event).toMatchObject({
      reference: folio,
      waits_for: "event_refresh",
      attempts: 0,
      attempts_max: 5,
    });
    // The events tier comes every five minutes.
    const left = Date.parse(event.next_at!) - Date.parse(now);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(5 * 60_000);

    const given = async (change: string) => {
      await sql().unsafe(change);
      const { waits_for, next_at } = (await waiting()).event;
      return { waits_for, by: next_at && Date.parse(next_at) };
    };
    const retry = "update frescura.refresh_triggers set attempts = 1 where dead_letter_at is null";
    expect(await given(retry)).toMatchObject({ waits_for: "retry", by: expect.any(Number) });
    expect(
      await given("update frescura.views set suspended_at = now() where slug like 'universal%'"),
    ).toEqual({
      waits_for: "resuming",
      by: null,
    });
    expect(await given("update frescura.views set enabled = false where slug like 'universal%'")).toEqual({
      waits_for: "enabling",
      by: null,
    });
    await sql()`update frescura.views set enabled = true, suspended_at = null where slug like 'universal%'`;
    const [aside] = (await list("?state=dead_letter")).events;
    expect(aside).toMatchObject({ waits_for: "dead_letter", next_at: null, reference: null });

    // A name is a courtesy: a row that is gone has none, and the list stands.
    await sql()`delete from cpg_pos where id = ${id}`;
    expect((await waiting()).event).toMatchObject({ reference: null });
  });

  test("are told with what would become one", async () => {
    const { watched } = await list("?view=universal-transactions", "ceo");
    expect(watched.map(({ source_table }) => source_table).sort()).toEqual(["cpg_consignment", "cpg_pos"]);
    expect(watched).toContainEqual({
      ...{ view: "universal-transactions", source_table: "cpg_pos", threshold: 10000, currency: "MXN" },
    });
    expect((await list("?view=plain")).watched).toEqual([]);
  });

  test("wait for a refresh that runs", async () => {
    const gate = await Gate.make(sessions);
    await gate.shut();
    await sql()`insert into frescura.refresh_triggers (view_id, amount) values (frescura.view_id('slow'), 1)`;
    const refresh = send("POST", "refresh/slow?force=true", "cfo");
    await running();
    expect((await list("?view=slow")).events).toMatchObject([{ waits_for: "running_refresh" }]);
    await gate.lift();
    expect((await refresh).status).toBe(200);
  });

  test("do not tell the database's words to who may not see them", async () => {
    expect(JSON.stringify(await list("", "ceo"))).not.toContain("canary");
  });

  test("that were set aside are asked for again: one, those of a view, or all", async () => {
    const [one] = (await list("?state=dead_letter")).events;
    const retry = async (body: object, role: Role = "ops") => send("POST", "events/retry", role, body);
    expect((await retry({ ids: [one!.id] }, "ceo")).status).toBe(403);
    expect(retryAnswer.parse((await retry({ ids: [one!.id] })).body)).toEqual({ retried: 1 });
    expect((await retry({ view: "plain" })).body).toEqual({ retried: 0 });
    expect((await retry({})).body).toEqual({ retried: 2 });
    expect((await list("?state=waiting")).events).toHaveLength(4);
    expect(await auditEvents("event.retry")).toMatchObject([
      { detail: { retried: 1 } },
      { detail: { retried: 2 } },
    ]);
    expect((await retry({ ids: [] })).body).toMatchObject({ code: "bad_body", parameter: "ids" });
  });
});

describe("failures per hour", () => {
  test("are counted by view and SQLSTATE", async () => {
    for (const code of ["22012", "22012", "55P03"]) {
      await writeAttempt(sql(), "plain", { began: 0.1, status: "failed", code });
    }
    const { body } = await send("GET", "metrics/failures?hours=1&view=plain", "ceo");
    const { failures } = failuresAnswer.parse(body);
    const sums: Record<string, number> = {};
    for (const { error_code, count } of failures) sums[error_code!] = (sums[error_code!] ?? 0) + count;
    expect(sums).toEqual({ "22012": 2, "55P03": 1 });
  });
});

describe("the facts that answer", () => {
  test("say what was tried, what drives, how long it took and who is in the way", async () => {
    await sql().unsafe(`
      insert into frescura.drivers (name, kind) values ('worker:host:1', 'worker');
      truncate frescura.refresh_log cascade`);
    for (const ms of [100, 300]) await writeAttempt(sql(), "plain", { began: 60, ms });
    await writeAttempt(sql(), "plain", { began: 2000, ms: 50 });
    await writeAttempt(sql(), "plain", { began: 5, status: "failed", code: "22012" });
    const { body } = await send("GET", "troubleshooting?view=plain");
    const facts = troubleshootingAnswer.parse(body);
    expect(facts.attempts).toHaveLength(4);
    expect(facts.errors).toMatchObject([{ error_code: "22012" }]);
    expect(facts.drivers).toMatchObject([{ name: "worker:host:1" }]);
    expect(facts.speeds).toEqual([
      { slug: "plain", count: 2, average_ms: 200, max_ms: 300, before_ms: 50, rows: null, plain: false },
    ]);
    expect(facts.jobs.map(({ view, tier }) => [view, tier])).toContainEqual(["plain", "hourly"]);
    expect(facts.jobs.every(({ view }) => view === null || view === "plain")).toBe(true);
    expect(facts.cron_jobs).toBeNull();
    expect(facts.long_transactions).toEqual([]);
    expect((await send("GET", "troubleshooting", "ceo")).body.long_transactions).toBeNull();
  });
});
