import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { pendingAnswer } from "@/lib/contract/pending";
import { noopRefreshesAnswer } from "@/lib/contract/reads";
import { refreshAnswer } from "@/lib/contract/refresh";
import { movementsAnswer, traceAnswer, tracesAnswer } from "@/lib/contract/trace";
import { verification, verificationsAnswer } from "@/lib/contract/verifications";
import { visibleAnswer } from "@/lib/contract/visible";
import { type Api, call, newToken, newUser, read, signIn, startApi } from "@/tests/support/api";
import { Sessions } from "@/tests/support/sessions";
import { until } from "@/tests/support/wait";

const VIEW = "universal-transactions";
let api: Api;
let token: string;
let sessions: Sessions;
const sql = () => api.database.sql;
const refresh = (by = "test") => sql()`select refresh_id from frescura.refresh(${VIEW}, 'test', ${by})`;

beforeAll(async () => {
  api = await startApi();
  token = await api.token("ceo");
  sessions = new Sessions(api.database.url);
});
afterAll(async () => {
  await sessions.end();
  await api.stop();
});
// A transaction that a test left open would hold up the next one until its session is idle for too long.
afterEach(() => sessions.end());
beforeEach(async () => {
  await sql()`truncate cpg_pos, cpg_consignment, frescura.refresh_triggers restart identity`;
  await refresh();
});

/** Asks, and checks the answer against its contract. */
async function ask<S extends z.ZodType>(schema: S, path: string, as = token): Promise<z.output<S>> {
  const { status, body } = await read(await call("GET", `/api/v1/mv/${path}`, { token: as }));
  expect(status, JSON.stringify(body)).toBe(200);
  expect(schema.parse(body)).toEqual(body);
  return body;
}

describe("what is pending", () => {
  const pending = () => ask(pendingAnswer, `pending/${VIEW}`);

  test("nothing, after a refresh", async () => {
    expect(await pending()).toEqual({
      ...{
        view: VIEW,
        known: true,
        reason: null,
        transactions: 0,
        amounts: {},
        oldest_at: null,
        classes: [],
        message: "This view lacks nothing that was recorded.",
      },
    });
  });

  test("is told by class and currency, and in sum", async () => {
    await sql()`insert into cpg_pos (monto_total, moneda) values (25000.10, 'MXN'), (0.20, 'MXN'), (7, 'USD')`;
    await sql()`update cpg_pos set monto_total = 0.30 where monto_total = 0.20`;
    const body = await pending();
    expect(body).toMatchObject({ known: true, transactions: 3, amounts: { MXN: 25000.4, USD: 7 } });
    expect(body.message).toBe("3 transactions, $25,000 MXN + $7 USD not in this view yet");
    expect(body.classes.map(({ oldest_at: _, ...row }) => row)).toEqual([
      { class: "high_impact", currency: "MXN", transactions: 1, keys: 1, rows: 1, amount: 25000.1 },
      { class: "normal", currency: "MXN", transactions: 1, keys: 1, rows: 2, amount: 0.3 },
      { class: "normal", currency: "USD", transactions: 1, keys: 1, rows: 1, amount: 7 },
    ]);
    expect(body.oldest_at).toBe(body.classes.map(({ oldest_at }) => oldest_at).sort()[0]);
  });

  test("is not known where writes were not tracked, and says why", async () => {
    await sql().unsafe("create materialized view loose as select 1 as n; select frescura.register('loose')");
    expect(await ask(pendingAnswer, "pending/loose")).toMatchObject({
      ...{ known: false, reason: "not_tracked", transactions: 0, classes: [] },
      message: "It is not known what this view lacks: not tracked.",
    });
  });
});

describe("a refresh that somebody asks for", () => {
  const ask = async (query = "") => {
    const as = await api.token("admin");
    const { status, body } = await read(
      await call("POST", `/api/v1/mv/refresh/${VIEW}${query}`, { token: as }),
    );
    expect(status, JSON.stringify(body)).toBe(200);
    expect(refreshAnswer.parse(body)).toEqual(body);
    return refreshAnswer.parse(body);
  };
  beforeEach(() => sql()`delete from frescura.rate_limits`);

  test("comes while anything is missing, however young the view, and says what came in and up to when", async () => {
    await sql()`insert into cpg_pos (monto_total, moneda) values (20.10, 'MXN'), (7, 'USD')`;
    const answer = await ask();
    expect(answer).toMatchObject({
      refreshed: true,
      transactions_in: 2,
      amounts_in: { MXN: 20.1, USD: 7 },
    });
    const [row] = await sql()`
      select refresh_started_at as at from frescura.refresh_log where id = ${answer.refresh_id}`;
    expect(answer.data_as_of).toBe(row!.at.toISOString());
  });

  test("is declined only once nothing is known to be missing", async () => {
    expect(await ask()).toMatchObject({ refreshed: false, refresh_id: null, transactions_in: null });
    await sql()`refresh materialized view universal_transactions_mv`;
    expect(await ask()).toMatchObject({ refreshed: true, transactions_in: null, amounts_in: null });
  });

  test("takes those that read it along, in order, for one use of the limit", async () => {
    await sql().unsafe(`
      create materialized view by_day as select count(*) as n from universal_transactions_mv;
      create materialized view by_month as select sum(n) as n from by_day;
      select frescura.register('by_day'); select frescura.register('by_month');
      select frescura.refresh('by-day'); select frescura.refresh('by-month')`);
    const before = await ask("?force=true");
    await sql()`insert into cpg_pos (monto_total, moneda) values (5, 'MXN')`;
    const answer = await ask("?readers=true");
    expect(answer.remaining).toBe(before.remaining - 1);
    expect(answer.transactions_in).toBe(1);
    expect(answer.readers).toMatchObject([
      { view: "by-day", refreshed: true, transactions_in: 1, amounts_in: { MXN: 5 } },
      { view: "by-month", refreshed: true, transactions_in: 1 },
    ]);
    const [row] = await sql()`select n::integer from by_month`;
    expect(row).toEqual({ n: 1 });
    const ids = [answer, ...answer.readers!].map(({ refresh_id }) => refresh_id!);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    // All of them whole: nobody is put to work.
    expect(await ask("?readers=true")).toMatchObject({ refreshed: false, readers: [{}, {}] });
    await sql().unsafe(`select frescura.unregister('by-month'); select frescura.unregister('by-day');
      drop materialized view by_month; drop materialized view by_day`);
  });
});

describe("where is my payment", () => {
  const trace = (ref: string) => ask(traceAnswer, `trace/${VIEW}?ref=${encodeURIComponent(ref)}`);

  test("is found by a part of its folio in any case, where none is called so", async () => {
    await sql()`insert into cpg_pos (folio, monto_total) values ('POS-Ab12-X', 12), ('AB12', 3)`;
    const names = async (ref: string) => (await trace(ref)).transactions.map(({ reference }) => reference);
    expect(await names("AB12")).toEqual(["AB12"]);
    expect((await names("pos-ab12")).toSorted()).toEqual(["POS-Ab12-X"]);
    expect((await names("ab1")).toSorted()).toEqual(["AB12", "POS-Ab12-X"]);
    // Two letters are in half of all folios.
    expect(await names("ab")).toEqual([]);
  });

  test("on its way, with the schedule that will bring it", async () => {
    await sql()`insert into cpg_pos (folio, monto_total) values ('SMALL', 12)`;
    const { transactions, message } = await trace("SMALL");
    expect(message).toBe("1 transaction found; 0 in the view, 1 on the way.");
    expect(transactions).toHaveLength(1);
    expect(transactions[0]).toMatchObject({
      ...{ source_table: "cpg_pos", reference: "SMALL", amount: 12, currency: "MXN", visible: false },
      ...{ waits_for: "scheduled_refresh", refresh_id: null, driver: null },
    });
    expect(transactions[0]!.steps.map(({ step }) => step)).toEqual(["paid", "captured"]);
    const [clock] = await sql()<[{ now: Date }]>`select clock_timestamp() as now`;
    const due = Date.parse(transactions[0]!.next_at!);
    expect(due).toBeGreaterThan(clock.now.getTime() - 60_000);
    expect(due).toBeLessThanOrEqual(clock.now.getTime() + 3_600_000);
  });

  test("a large one is an event, and then in the view by a refresh that has a name", async () => {
    await sql()`insert into cpg_pos (folio, monto_total) values ('LARGE', 50000)`;
    expect((await trace("LARGE")).transactions[0]).toMatchObject({ waits_for: "event_refresh" });
    const [run] = await refresh("worker:listen");
    const { transactions, message } = await trace("LARGE");
    expect(message).toBe("1 transaction found; all of it is in the view.");
    expect(transactions[0]).toMatchObject({
      ...{
        visible: true,
        waits_for: null,
        next_at: null,
        driver: "worker:listen",
        refresh_id: run!.refresh_id,
      },
    });
    const steps = transactions[0]!.steps;
    expect(steps.map(({ step }) => step)).toEqual([
      "paid",
      "captured",
      "queued",
      "refresh_started",
      "visible",
    ]);
    expect(steps[0]!.delay_ms).toBeNull();
    for (const [at, { delay_ms }] of steps.slice(1).entries()) {
      expect(delay_ms).toBe(Date.parse(steps[at + 1]!.at) - Date.parse(steps[at]!.at));
    }
  });

  test("in every view at once, where the log does not reach back, and by a key that is no number", async () => {
    const all = (ref: string) => ask(tracesAnswer, `trace?ref=${encodeURIComponent(ref)}`);
    await refresh();
    await sql()`insert into cpg_pos (folio, monto_total) values ('EVERYWHERE', 50000)`;
    await refresh();
    await refresh();
    const { views, ref } = await all("EVERYWHERE");
    expect(ref).toBe("EVERYWHERE");
    expect(views.map(({ view, transactions }) => [view, transactions.length])).toEqual([[VIEW, 1]]);
    expect(views[0]!.transactions[0]).toMatchObject({ visible: true, before_log: false });
    await sql()`delete from frescura.refresh_log where id < (select max(id) from frescura.refresh_log where status = 'completed')`;
    expect((await all("EVERYWHERE")).views[0]!.transactions[0]).toMatchObject({
      visible: true,
      before_log: true,
    });
    expect((await all("99999999999999999999")).views[0]!.transactions).toEqual([]);
  });

  test("a view whose source has another column now says that it cannot be searched; the others answer", async () => {
    await sql().unsafe(`
      create table ticket (id int primary key, folio text); insert into ticket values (7, 'LOST');
      create materialized view tickets_mv as select id, folio from ticket; create unique index on tickets_mv (id);
      select frescura.register('tickets_mv', 'tickets');
      select frescura.track('tickets', 'ticket', array['r.id'], p_reference => 'r.folio')`);
    await sql()`insert into cpg_pos (folio, monto_total) values ('LOST', 12)`;
    const found = async (as?: string) =>
      (await ask(tracesAnswer, "trace?ref=LOST", as)).views.map(({ view, transactions, message }) => ({
        view,
        found: transactions.length,
        message,
      }));
    const here = { view: VIEW, found: 1, message: "1 transaction found; 0 in the view, 1 on the way." };
    expect(await found()).toEqual([here, { ...here, view: "tickets" }]);
    await sql().unsafe("alter table ticket rename folio to number");
    const why = (words: string) => `The view tickets cannot be searched: ${words}.`;
    expect(await found()).toEqual([
      here,
      { view: "tickets", found: 0, message: why("its sources changed since they were tracked") },
    ]);
    expect((await found(await api.token("ops")))[1]!.message).toBe(why("column r.folio does not exist"));
    expect((await ask(traceAnswer, "trace/tickets?ref=LOST")).message).toBe(
      why("its sources changed since they were tracked"),
    );
    await sql().unsafe("alter table ticket rename to old_ticket");
    expect((await found())[1]!.found).toBe(0);
    await sql().unsafe(
      "select frescura.unregister('tickets'); drop materialized view tickets_mv; drop table old_ticket",
    );
  });

  test("large movements are listed, newest first, each with the key to trace it by", async () => {
    await sql()`insert into cpg_pos (folio, monto_total) values ('HUGE', 90000)`;
    const { movements } = await ask(movementsAnswer, `movements?view=${VIEW}&limit=2`);
    expect(movements[0]).toMatchObject({
      amount: 90000,
      currency: "MXN",
      processed_at: null,
      dead_letter: false,
    });
    expect((await trace(movements[0]!.source_key!)).transactions).toMatchObject([{ reference: "HUGE" }]);
    await refresh();
    expect((await ask(movementsAnswer, "movements?limit=1")).movements[0]!.processed_at).not.toBeNull();
  });

  test("by its key as well", async () => {
    await sql()`insert into cpg_pos (folio, monto_total) values ('KEYED', 1)`;
    expect((await trace("1")).transactions[0]).toMatchObject({ source_key: "1", reference: "KEYED" });
  });

  test.each(["NOTHING", "' or true --", "ñ", "1".repeat(200)])(
    "nothing is found in words: %s",
    async (ref) => {
      const body = await trace(ref);
      expect(body.transactions).toEqual([]);
      expect(body.message).toContain("No source of universal-transactions has a transaction");
    },
  );

  test.each(["", "?ref=", "?ref=%00", `?ref=${"x".repeat(201)}`])("%j asks for nothing", async (query) => {
    const { status, body } = await read(await call("GET", `/api/v1/mv/trace/${VIEW}${query}`, { token }));
    expect({ status, ...body }).toMatchObject({ status: 400, code: "bad_parameter", parameter: "ref" });
  });
});

describe("a receipt", () => {
  const visible = (receipt: string, more = "", as = token) =>
    ask(visibleAnswer, `visible/${VIEW}?receipt=${receipt}${more}`, as);

  async function write(end: "commit" | "rollback" | null) {
    const { sql: writer } = await sessions.start();
    await writer`begin`;
    await writer`insert into cpg_pos (monto_total) values (5)`;
    const [{ receipt }] = await writer<[{ receipt: string }]>`select frescura.receipt() as receipt`;
    if (end) await writer.unsafe(end);
    return { writer, receipt };
  }

  test("tells each state of its write", async () => {
    expect(await visible((await write("rollback")).receipt)).toMatchObject({
      state: "rolled_back",
      visible: false,
    });
    expect(await visible((await write(null)).receipt)).toMatchObject({
      state: "in_progress",
      visible: false,
    });
    const { receipt } = await write("commit");
    expect(await visible(receipt)).toMatchObject({
      state: "waiting",
      refresh_id: null,
      refresh_requested: false,
    });
    const [run] = await refresh();
    expect(await visible(receipt, "&wait=30s")).toMatchObject({
      state: "visible",
      refresh_id: run!.refresh_id,
    });
  });

  test("is waited for, over the writer's commit and the refresh", async () => {
    const { writer, receipt } = await write(null);
    const waiting = visible(receipt, "&wait=30s");
    await until("the request listens", async () => {
      const [row] = await sql()`select from pg_stat_activity
        where datname = current_database() and application_name = 'frescura waiting'`;
      return row !== undefined;
    });
    await writer`commit`;
    await refresh();
    expect(await waiting).toMatchObject({ state: "visible", visible: true });
    await until("nobody listens any more", async () => {
      const rows = await sql()`select from pg_stat_activity
        where datname = current_database() and application_name = 'frescura waiting'`;
      return rows.length === 0;
    });
  });

  test("that nobody refreshes for is answered when the time is over", async () => {
    expect(await visible((await write("commit")).receipt, "&wait=1s")).toMatchObject({ state: "waiting" });
  });

  test("can ask for a refresh, by the usual rules", async () => {
    const { receipt } = await write("commit");
    const path = `/api/v1/mv/visible/${VIEW}?receipt=${receipt}&refresh=true`;
    expect((await read(await call("GET", path, { token }))).body).toMatchObject({ code: "forbidden" });
    const cfo = await newToken("cfo");
    const body = await visible(receipt, "&refresh=true&wait=30s", cfo);
    expect(body).toMatchObject({ state: "visible", refresh_requested: true });
    const [log] = await sql()`select trigger_type from frescura.refresh_log where id = ${body.refresh_id}`;
    expect(log).toEqual({ trigger_type: "manual" });
    // Nothing to ask for any more, so nothing is counted.
    expect(await visible(receipt, "&refresh=true", cfo)).toMatchObject({ refresh_requested: false });
    expect((await read(await call("GET", "/api/v1/me", { token: cfo }))).body.refresh_remaining).toBe(9);
  });

  test("cannot be made to refresh by another site", async () => {
    await newUser("cfo");
    const { cookie } = await signIn("cfo@frescura.test");
    const { receipt } = await write("commit");
    const path = `/api/v1/mv/visible/${VIEW}?receipt=${receipt}&refresh=true`;
    const headers = { "sec-fetch-site": "cross-site" };
    expect((await read(await call("GET", path, { cookie, headers }))).body).toMatchObject({
      code: "bad_origin",
    });
    const same = await call("GET", path, { cookie, headers: { "sec-fetch-site": "same-origin" } });
    expect((await read(same)).body).toMatchObject({ state: "visible" });
  });

  test.each([
    ["", "receipt"],
    ["?receipt=x", "receipt"],
    ["?receipt=r1.1.1", "receipt"],
    [`?receipt=r2.1.1.${"0".repeat(32)}`, "receipt"],
    ["?receipt=r1.0.99999999999999999999", "receipt"],
    ["?receipt=r1.1.1'--", "receipt"],
    ["?receipt=r1.1.1&wait=31s", "wait"],
    ["?receipt=r1.1.1&wait=5m", "wait"],
    ["?receipt=r1.1.1&refresh=yes", "refresh"],
  ])("%j is refused", async (query, parameter) => {
    const { status, body } = await read(await call("GET", `/api/v1/mv/visible/${VIEW}${query}`, { token }));
    expect({ status, ...body }).toMatchObject({ status: 400, code: "bad_parameter", parameter });
  });
});

test("no-op refreshes are those that changed nothing", async () => {
  await sql()`update frescura.refresh_log set created_at = created_at - interval '2 days'`;
  await refresh();
  await sql()`insert into cpg_pos (monto_total) values (1)`;
  await refresh();
  await refresh();
  const { total, views } = await ask(noopRefreshesAnswer, `no-op-refreshes?hours=24&view=${VIEW}`);
  expect(views).toEqual([{ slug: VIEW, ...total, tracked: true, trackable: true, skip_unchanged: false }]);
  expect(total).toMatchObject({ refreshes: 3, unchanged: 2, unchanged_percent: 66.7, skipped: 0 });
});

describe("a verification", () => {
  const post = async (body: string, role: "admin" | "ops" | "ceo" = "ops", view = VIEW) =>
    await read(await call("POST", `/api/v1/mv/verify/${view}`, { token: await api.token(role), body }));

  test("finds nothing in a view that only lacks what is pending", async () => {
    await sql()`insert into cpg_pos (monto_total) select g from generate_series(1, 20) g`;
    await refresh();
    await sql()`update cpg_pos set monto_total = 0 where id = 3`;
    const { status, body } = await post("");
    expect(status).toBe(200);
    expect(verification.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      view: VIEW,
      rows_checked: 20,
      differing_keys: 0,
      keys: [],
      sample_percent: 100,
    });
    expect(body.triggered_by).toMatch(/^token:\d+ ops's token$/);
  });

  test("finds what was written past the triggers, and the doctor says so until the next one", async () => {
    await sql()`insert into cpg_pos (monto_total) select g from generate_series(1, 20) g`;
    await refresh();
    const { sql: past } = await sessions.start();
    await past.unsafe(
      "begin; alter table cpg_pos disable trigger all; update cpg_pos set monto_total = 0 where id = 3; commit",
    );
    expect((await post('{"sample_percent": 100}')).body).toMatchObject({
      differing_keys: 1,
      keys: [["pos", 3]],
    });
    const doctor = async () => {
      const { body } = await read(
        await call("GET", "/api/v1/mv/doctor", { token: await api.token("admin") }),
      );
      return body.findings.filter(({ check_name }: { check_name: string }) => check_name === "drift");
    };
    expect(await doctor()).toMatchObject([
      {
        slug: VIEW,
        severity: "error",
        finding: expect.stringMatching(/^1 keys of the view differ.*\["pos", 3\]/),
      },
    ]);
    await past.unsafe(`do $$ declare name text; begin
      for name in select tgname from pg_trigger where tgrelid = 'cpg_pos'::regclass and tgname like 'frescura_capture_%' loop
        execute format('alter table cpg_pos enable always trigger %I', name);
      end loop; end $$`);
    await refresh();
    expect((await post("{}")).body).toMatchObject({ differing_keys: 0 });
    expect(await doctor()).toEqual([]);
    const { verifications, next_before } = await ask(
      verificationsAnswer,
      `verifications?view=${VIEW}&limit=2`,
      await api.token("ops"),
    );
    expect(verifications.map(({ differing_keys }) => differing_keys)).toEqual([0, 1]);
    const older = await ask(
      verificationsAnswer,
      `verifications?before=${next_before}`,
      await api.token("ops"),
    );
    expect(older.next_before).toBeNull();
  });

  test.each([
    '{"sample_percent": 0}',
    '{"sample_percent": 101}',
    '{"sample_percent": "10"}',
    '{"sample": 1}',
  ])("%s is refused", async (body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { code: "bad_body" } });
  });

  test("is not for everyone, nor for every view", async () => {
    expect(await post("{}", "ceo")).toMatchObject({ status: 403 });
    await sql().unsafe(
      "create materialized view keyless as select 1 as n; select frescura.register('keyless')",
    );
    expect(await post("{}", "ops", "keyless")).toMatchObject({ status: 422, body: { code: "unsupported" } });
    await sql().unsafe("drop materialized view keyless");
    expect(await post("{}", "ops", "keyless")).toMatchObject({ status: 422, body: { code: "unsupported" } });
  });
});
