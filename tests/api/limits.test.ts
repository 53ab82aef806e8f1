import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amendEnv } from "@/server/env";
import { type Api, call, newToken, read, startApi } from "@/tests/support/api";
import { until } from "@/tests/support/wait";

const FORCED = "/api/v1/mv/refresh/universal-transactions?force=true";
let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const refresh = (token: string, headers: Record<string, string> = {}) =>
  call("POST", FORCED, { token, headers });

/** Lets an hour pass for a bucket, as far as the database can tell. */
const passHour = () =>
  api.database.sql`update frescura.rate_limits
    set hits = array(select h - interval '1 hour' from unnest(hits) h) where bucket = 'refresh'`;

describe("on-demand refreshes", () => {
  test("of 200 at once, exactly 10 pass", async () => {
    const token = await newToken("cfo");
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => refresh(token, { "x-forwarded-for": `10.0.0.${n}` })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(190);
  });

  test("say when to come back, and leave others their own", async () => {
    amendEnv({ REFRESH_LIMIT_PER_HOUR: "2" });
    const token = await newToken("cfo");
    expect((await read(await refresh(token))).body.remaining).toBe(1);
    expect((await read(await refresh(token))).body.remaining).toBe(0);
    const { status, headers, body } = await read(await refresh(token));
    expect({ status, ...body }).toMatchObject({ status: 429, code: "rate_limited", remaining: 0 });
    expect(Number(headers.get("retry-after"))).toBe(body.retry_after);
    expect(body.retry_after).toBeGreaterThan(3500);
    expect(body.retry_after).toBeLessThanOrEqual(3600);
    const me = (await read(await call("GET", "/api/v1/me", { token }))).body;
    const wait = (Date.parse(me.refresh_again_at) - Date.now()) / 1000;
    expect([me.refresh_remaining, Math.abs(wait - body.retry_after) < 60]).toEqual([0, true]);
    expect((await refresh(await newToken("cfo"))).status).toBe(200);

    // A fresh view that is left alone is no use of it, so that is still answered.
    const unforced = await call("POST", FORCED.replace("?force=true", ""), { token });
    expect((await read(unforced)).body).toMatchObject({ refreshed: false, remaining: 0 });

    await passHour();
    expect((await refresh(token)).status).toBe(200);
    amendEnv({ REFRESH_LIMIT_PER_HOUR: "" });
  });

  test("of all views count once", async () => {
    await api.database.sql`create materialized view second as select 1 as id`;
    await api.database.sql`select frescura.register('second')`;
    const token = await newToken("admin");
    const { body } = await read(await call("POST", "/api/v1/mv/refresh?force=true", { token }));
    expect(body.results).toHaveLength(2);
    expect(body.message).toBe(`2 views refreshed successfully in ${body.duration_ms}ms`);
    expect(body.remaining).toBe(9);
  });

  test("of all views leave disabled ones out, and refresh only what needs it", async () => {
    await api.database.sql`create materialized view third as select 1 as id`;
    await api.database.sql`select frescura.register('third')`;
    await api.database.sql`update frescura.views set enabled = false where slug = 'second'`;
    const { body } = await read(await call("POST", "/api/v1/mv/refresh", { token: await newToken("admin") }));
    expect(
      Object.fromEntries(body.results.map((each: Record<string, unknown>) => [each.view, each.refreshed])),
    ).toEqual({
      "universal-transactions": false,
      third: true,
    });
    expect(body.message).toBe(`View refreshed successfully in ${body.duration_ms}ms`);
  });

  test("that wait for one another are all answered by one that began after they came", async () => {
    const { sql } = api.database;
    const tokens = await Promise.all(Array.from({ length: 8 }, () => newToken("cfo")));
    const [attemptsBefore, ticketsBefore] = [await count(), await ticket()];
    const busy = await sql.reserve();
    await busy`begin`;
    await busy`select frescura.lock_view(frescura.view_id('universal-transactions'))`;
    const asked = tokens.map(async (token) => (await read(await refresh(token))).body);
    await until("all have arrived", async () => (await ticket()) === ticketsBefore + tokens.length);
    await busy`rollback`;
    busy.release();

    const answers = await Promise.all(asked);
    expect(answers.every(({ success, refreshed }) => success && refreshed)).toBe(true);
    expect(answers.filter(({ shared }) => !shared)).toHaveLength(1);
    expect(await count()).toBe(attemptsBefore + 1);
  });
});

async function count(): Promise<number> {
  const [row] = await api.database.sql<[{ count: number }]>`select count(*) from frescura.refresh_log`;
  return row.count;
}

async function ticket(): Promise<number> {
  const [row] = await api.database.sql<[{ at: number }]>`select last_value as at from frescura.ticket_seq`;
  return row.at;
}
