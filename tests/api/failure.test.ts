import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { type Api, call, newToken, read, startApi } from "@/tests/support/api";
import { until } from "@/tests/support/wait";

const CANARY = "canary-4242-4242";
let api: Api;
beforeAll(async () => {
  api = await startApi();
  const { sql } = api.database;
  // The view is filled while its rows are distinct; a later duplicate makes the refresh fail, and PostgreSQL
  // quotes the row in the DETAIL of its error.
  await sql`create table card (number text, holder text)`;
  await sql`insert into card values (${CANARY}, 'Ana')`;
  await sql`create materialized view cards as select number, holder from card`;
  await sql`create unique index on cards (number)`;
  await sql`select frescura.register('cards')`;
  await sql`insert into card values (${CANARY}, 'Luis')`;
});
afterAll(() => api.stop());

describe("a refresh that fails", () => {
  test("answers 502 with the id of its row in the log", async () => {
    const { status, type, body } = await read(
      await call("POST", "/api/v1/mv/refresh/cards?force=true", { token: await newToken("cfo") }),
    );
    expect({ status, type }).toEqual({ status: 502, type: "application/problem+json" });
    expect(body).toMatchObject({ code: "refresh_failed", view: "cards", remaining: 9 });
    const [row] = await api.database
      .sql`select status, error_code from frescura.refresh_log where id = ${body.refresh_id}`;
    expect(row).toEqual({ status: "failed", error_code: "23505" });
  });

  test("among all views leaves the others refreshed, and says which failed", async () => {
    const { status, body } = await read(
      await call("POST", "/api/v1/mv/refresh?force=true", { token: await newToken("cfo") }),
    );
    expect(status).toBe(502);
    const success = body.results.map((each: Record<string, unknown>) => [each.view, each.success]);
    expect(Object.fromEntries(success)).toEqual({ "universal-transactions": true, cards: false });
  });

  const asked = [
    ["POST", "/api/v1/mv/refresh/cards?force=true"],
    ["POST", "/api/v1/mv/refresh?force=true"],
    ["GET", "/api/v1/mv/health"],
    ["GET", "/api/v1/mv/health/cards"],
    ["GET", "/api/v1/mv/metrics/refresh-history?status=failed"],
  ] as const;

  test.each(asked)("tells nobody of its row: %s %s", async (method, path) => {
    for (const role of ["admin", "cfo", "ceo", "ops"] as const) {
      const text = await (await call(method, path, { token: await newToken(role) })).text();
      expect(text).not.toContain(CANARY);
      const mayRead = role === "admin" || role === "ops";
      // What PostgreSQL says of it, which those who work on the database need.
      if (!mayRead) expect(text).not.toContain("duplicate");
    }
  });

  test("shows its message to those who work on the database", async () => {
    const read = async (role: "admin" | "ops" | "ceo") => {
      const token = await newToken(role);
      const health = await (await call("GET", "/api/v1/mv/health/cards", { token })).json();
      const path = "/api/v1/mv/metrics/refresh-history?view=cards&limit=1";
      const { history } = await (await call("GET", path, { token })).json();
      return [health.last_error, history[0].error_message, health.last_error_code];
    };
    const message = expect.stringContaining("unique");
    expect(await read("admin")).toEqual([message, message, "23505"]);
    expect(await read("ops")).toEqual([message, message, "23505"]);
    expect(await read("ceo")).toEqual([null, null, "23505"]);
    const failed = await call("POST", "/api/v1/mv/refresh/cards?force=true", {
      token: await newToken("admin"),
    });
    expect((await failed.json()).detail).toContain("unique");
  });
});

test("why a refresh was not concurrent is told without the database's words to others", async () => {
  const { sql } = api.database;
  const cfo = await newToken("cfo");
  await call("POST", "/api/v1/mv/refresh/universal-transactions?force=true", { token: cfo });
  // Only a race with DDL brings it about, so the words are put where the function would put them.
  await sql`update frescura.refresh_log set mode_reason = 'refused', mode_detail = ${sql.json({ sqlstate: "0A000", message: CANARY })}
             where status = 'completed'`;
  const history = async (token: string) =>
    (await read(await call("GET", "/api/v1/mv/metrics/refresh-history", { token }))).body.history[0];
  expect(await history(cfo)).toMatchObject({ mode_reason: "refused", mode_detail: null });
  expect(await history(await newToken("ops"))).toMatchObject({ mode_detail: { message: CANARY } });
  const health = await call("GET", "/api/v1/mv/health/universal-transactions", { token: cfo });
  expect((await health.json()).refresh_mode_reason).toBe("refused");
});

describe("a refresh whose session is killed", () => {
  test("answers 502 with its id, is logged as failed, and leaves nothing running", async () => {
    const { sql } = api.database;
    await sql`create materialized view slow as select pg_sleep(600) is null as never where exists (select from card)
              with no data`;
    await sql`select frescura.register('slow')`;
    const answer = call("POST", "/api/v1/mv/refresh/slow", { token: await newToken("cfo") });
    const pid = await until("the refresh sleeps", async () => {
      const [row] = await sql<{ pid: number }[]>`
        select a.pid from pg_stat_activity a join frescura.refresh_log l on l.backend_pid = a.pid
         where l.status = 'running' and a.wait_event = 'PgSleep'`;
      return row?.pid;
    });
    await sql`select pg_terminate_backend(${pid})`;

    const { status, body } = await read(await answer);
    expect({ status, code: body.code }).toEqual({ status: 502, code: "refresh_failed" });
    const rows = await sql`select id, status, error_code from frescura.refresh_log where view_name = 'slow'`;
    expect(rows).toEqual([{ id: body.refresh_id, status: "failed", error_code: "57P01" }]);
    expect(await sql`select from frescura.refresh_log where status = 'running'`).toHaveLength(0);
  });
});

test("an error of ours answers 500 with a reference and nothing else", async () => {
  const token = await newToken("ceo");
  const { sql } = api.database;
  await sql`alter function frescura.health(text) rename to health_away`;
  const { status, body } = await read(await call("GET", "/api/v1/mv/health", { token }));
  await sql`alter function frescura.health_away(text) rename to health`;
  expect({ status, code: body.code }).toEqual({ status: 500, code: "internal" });
  expect(body.reference).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.stringify(body)).not.toContain("frescura.health");
});

describe("without its database", () => {
  test.each([
    ["a server that does not listen", "postgres://u:p@127.0.0.1:1/none"],
    ["a name that does not exist", "postgres://u:p@nowhere.invalid/none"],
  ])("the API answers 503: %s", async (_what, DATABASE_URL) => {
    const token = await newToken("cfo");
    const given = amendEnv({}).DATABASE_URL!;
    await closeDb();
    amendEnv({ DATABASE_URL });
    const answers = await Promise.all([
      call("GET", "/api/v1/mv/health", { token }),
      call("POST", "/api/v1/mv/refresh", { token }),
    ]);
    await closeDb();
    amendEnv({ DATABASE_URL: given });
    for (const answer of answers) {
      const { status, headers, body } = await read(answer);
      expect({ status, code: body.code }).toEqual({ status: 503, code: "database_unavailable" });
      expect(headers.get("retry-after")).toBe("5");
    }
    expect((await call("GET", "/api/health")).status).toBe(200);
  });
});
