import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acceptedAnswer } from "@/lib/contract/refresh";
import { amendEnv } from "@/server/env";
import { drainEvents } from "@/server/events/drain";
import { type Api, call, newToken, read, startApi } from "@/tests/support/api";
import { Gate, Sessions } from "@/tests/support/sessions";
import { until } from "@/tests/support/wait";

const PATH = "/api/v1/mv/refresh/universal-transactions?force=true";
let api: Api;
let sessions: Sessions;
beforeAll(async () => {
  api = await startApi();
  sessions = new Sessions(api.database.url);
});
afterAll(async () => {
  await sessions.end();
  await api.stop();
});

const refresh = async (token: string, headers: Record<string, string> = {}, path = PATH, body?: string) =>
  await read(await call("POST", path, { token, headers, body }));
const count = async () => {
  const [row] = await api.database.sql<[{ n: number }]>`
    select count(*)::integer as n from frescura.refresh_log`;
  return row.n;
};

test("what is left of the limit stands in the headers, also where nothing is left", async () => {
  amendEnv({ REFRESH_LIMIT_PER_HOUR: "2" });
  const token = await newToken("cfo");
  for (const left of [1, 0]) {
    const { status, headers } = await refresh(token);
    expect([status, headers.get("ratelimit-policy"), headers.get("ratelimit")]).toEqual([
      200,
      '"refresh";q=2;w=3600',
      `"refresh";r=${left}`,
    ]);
  }
  const { status, headers } = await refresh(token);
  expect([status, headers.get("ratelimit")]).toEqual([429, `"refresh";r=0;t=${headers.get("retry-after")}`]);
  amendEnv({ REFRESH_LIMIT_PER_HOUR: "" });
});

describe("an Idempotency-Key", () => {
  test("brings the same answer again, without another refresh, whether quoted or not", async () => {
    const token = await newToken("cfo");
    const first = await refresh(token, { "idempotency-key": '"month-end"' });
    const refreshes = await count();
    for (const key of ['"month-end"', "month-end"]) {
      const again = await refresh(token, { "idempotency-key": key });
      expect([again.status, again.body]).toEqual([200, first.body]);
      expect(again.headers.get("idempotency-replayed")).toBe("true");
      expect(again.headers.get("ratelimit")).toBe(first.headers.get("ratelimit"));
    }
    expect(await count()).toBe(refreshes);
    expect((await refresh(token, { "idempotency-key": "another" })).body.refresh_id).not.toBe(
      first.body.refresh_id,
    );
    // It is its caller's own.
    const other = await refresh(await newToken("cfo"), { "idempotency-key": "month-end" });
    expect(other.headers.get("idempotency-replayed")).toBeNull();
  });

  test("is refused for another request: other query, other body", async () => {
    const token = await newToken("cfo");
    const all = "/api/v1/mv/refresh";
    const headers = { "idempotency-key": "one" };
    expect((await refresh(token, headers, all, '{"view":"universal-transactions"}')).status).toBe(200);
    for (const [path, body] of [
      [all, "{}"],
      [`${all}?force=true`, '{"view":"universal-transactions"}'],
      [PATH, undefined],
    ]) {
      const answer = await refresh(token, headers, path, body);
      expect([answer.status, answer.body.code]).toEqual([422, "key_reused"]);
    }
  });

  test("is free again after a refusal, kept after a failure, and forgotten after a day", async () => {
    const token = await newToken("cfo");
    const headers = { "idempotency-key": "later" };
    const path = "/api/v1/mv/refresh/late?force=true";
    expect((await refresh(token, headers, path)).status).toBe(404);
    await api.database.sql.unsafe(
      "create materialized view late as select 1 / (select count(*) from cpg_pos where false) as n with no data; select frescura.register('late')",
    );
    const failed = await refresh(token, headers, path);
    expect(failed.status).toBe(502);
    expect((await refresh(token, headers, path)).body.refresh_id).toBe(failed.body.refresh_id);
    await api.database.sql`
      update frescura.idempotency_keys set claimed_at = claimed_at - interval '25 hours' where key = 'later'`;
    expect((await refresh(token, headers, path)).body.refresh_id).toBeGreaterThan(failed.body.refresh_id);
  });

  test("of a request that is still under way is told so: the two never run both", async () => {
    const { sql } = api.database;
    const gate = await Gate.make(sessions);
    await sql`create materialized view slow as select gate() as passed`;
    await sql`select frescura.register('slow')`;
    await gate.shut();
    const token = await newToken("cfo");
    const headers = { "idempotency-key": "twice" };
    const path = "/api/v1/mv/refresh/slow?force=true";
    const first = refresh(token, headers, path);
    await until(
      "it runs",
      async () => (await sql`select from frescura.refresh_log where status = 'running'`).length > 0,
    );
    const second = await refresh(token, headers, path);
    expect([second.status, second.body.code]).toEqual([409, "conflict"]);
    await gate.lift();
    expect((await first).status).toBe(200);
    expect((await refresh(token, headers, path)).body).toEqual((await first).body);
  });

  test.each(['""', '"a"b', "", "x".repeat(256)])("is not %j", async (key) => {
    const { status, body } = await refresh(await newToken("cfo"), { "idempotency-key": key });
    expect([status, body.parameter]).toEqual([400, "Idempotency-Key"]);
  });
});

describe("Prefer: respond-async", () => {
  const headers = { prefer: "respond-async, wait=10" };

  test("is accepted, says where to ask, and is done by whichever driver comes", async () => {
    const token = await newToken("cfo");
    const before = await count();
    const { status, headers: said, body } = await refresh(token, headers);
    expect(status).toBe(202);
    expect(acceptedAnswer.parse(body)).toEqual(body);
    expect([said.get("location"), said.get("preference-applied")]).toEqual([
      body.status_url,
      "respond-async",
    ]);
    expect(said.get("ratelimit")).toBe('"refresh";r=9');
    expect(await count()).toBe(before);
    const state = async () => (await read(await call("GET", body.status_url, { token }))).body.state;
    expect(await state()).toBe("waiting");
    await drainEvents({ triggeredBy: "a driver" });
    expect(await count()).toBe(before + 1);
    expect(await state()).toBe("visible");
  });

  test("costs nothing where a fresh view is left alone, and asks for the same rights", async () => {
    const token = await newToken("cfo");
    await refresh(token);
    const { status, body } = await refresh(token, headers, PATH.split("?")[0]);
    expect([status, body.refreshed, body.remaining]).toEqual([200, false, 9]);
    expect((await refresh(await newToken("ceo"), headers)).status).toBe(403);
    expect((await refresh(token, { ...headers, "idempotency-key": "k" })).status).toBe(202);
    const again = await refresh(token, { ...headers, "idempotency-key": "k" });
    expect([again.status, again.headers.get("location")]).toEqual([202, again.body.status_url]);
  });
});
