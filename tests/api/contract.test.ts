import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { doctorAnswer } from "@/lib/contract/doctor";
import { healthList, viewHealth } from "@/lib/contract/health";
import { historyAnswer, hourlyAnswer } from "@/lib/contract/history";
import { me } from "@/lib/contract/me";
import { refreshAllAnswer, refreshAnswer } from "@/lib/contract/refresh";
import { type Api, call, read, startApi } from "@/tests/support/api";

const VIEW = "universal-transactions";
let api: Api;
let admin: string;
let ceo: string;

beforeAll(async () => {
  api = await startApi();
  [admin, ceo] = await Promise.all([api.token("admin"), api.token("ceo")]);
  await api.database.sql`insert into cpg_pos (monto_total) values (120.50), (80)`;
});
afterAll(() => api.stop());

/** Checks an answer against its contract, and that it says nothing beside. */
async function answer<S extends z.ZodType>(schema: S, response: Response): Promise<z.output<S>> {
  const { status, headers, body } = await read(response);
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(schema.parse(body)).toEqual(body);
  return body;
}

describe("before the first refresh", () => {
  test("a view is unknown and says what to do", async () => {
    const body = await answer(viewHealth, await call("GET", `/api/v1/mv/health/${VIEW}`, { token: ceo }));
    expect(body).toMatchObject({
      view_name: "universal_transactions_mv",
      last_refresh: null,
      age_minutes: null,
    });
    expect(body).toMatchObject({ freshness: "unknown", needs_refresh: true });
    expect(body.recommendation).toMatch(/Refresh it now/);
  });

  test("the history is empty, with no rate of success", async () => {
    const path = "/api/v1/mv/metrics/refresh-history?hours=24";
    const { stats, history } = await answer(historyAnswer, await call("GET", path, { token: ceo }));
    expect(history).toEqual([]);
    expect(stats).toMatchObject({ total_refreshes: 0, success_rate: null, avg_duration_ms: null });
  });
});

describe("the source's requests, in its order", () => {
  test("POST …/refresh/universal-transactions?force=true", async () => {
    const path = `/api/v1/mv/refresh/${VIEW}?force=true`;
    const body = await answer(refreshAnswer, await call("POST", path, { token: admin }));
    expect(body).toMatchObject({
      success: true,
      refreshed: true,
      rows_affected: 2,
      remaining: 9,
      shared: false,
    });
    expect(body.message).toBe(`View refreshed successfully in ${body.duration_ms}ms`);
    const [row] = await api.database.sql`
      select status, trigger_type, triggered_by, duration_ms from frescura.refresh_log where id = ${body.refresh_id}`;
    expect(row).toEqual({
      status: "completed",
      trigger_type: "manual",
      triggered_by: expect.stringMatching(/^token:\d+ admin's token$/),
      duration_ms: body.duration_ms,
    });
  });

  test("GET …/health/universal-transactions", async () => {
    const body = await answer(viewHealth, await call("GET", `/api/v1/mv/health/${VIEW}`, { token: ceo }));
    expect(body).toMatchObject({ age_minutes: 0, freshness: "fresh", rows_count: 2, needs_refresh: false });
    expect(body.recommendation).toBe("View is fresh. No action needed.");
  });

  test("without force a fresh view is left alone, and nothing is counted", async () => {
    const body = await answer(
      refreshAnswer,
      await call("POST", `/api/v1/mv/refresh/${VIEW}`, { token: admin }),
    );
    expect(body).toMatchObject({ success: true, refreshed: false, duration_ms: 0, rows_affected: 2 });
    expect(body).toMatchObject({ refresh_id: null, remaining: 9 });
    expect(body.message).toMatch(/^View is fresh\./);
  });

  test("POST …/refresh?force=true without a body refreshes all", async () => {
    const body = await answer(
      refreshAllAnswer,
      await call("POST", "/api/v1/mv/refresh?force=true", { token: admin }),
    );
    expect(body).toMatchObject({ success: true, refreshed: true, rows_affected: 2, remaining: 8 });
    expect(body.message).toBe(`View refreshed successfully in ${body.duration_ms}ms`);
    expect(body.results.map(({ view, refreshed }) => ({ view, refreshed }))).toEqual([
      { view: VIEW, refreshed: true },
    ]);
  });

  test.each(["", "{}", " \n"])("POST …/refresh with the body %j leaves fresh views alone", async (text) => {
    const response = await call("POST", "/api/v1/mv/refresh", { token: admin, body: text });
    const body = await answer(refreshAllAnswer, response);
    expect(body).toMatchObject({ success: true, refreshed: false, duration_ms: 0, remaining: 8 });
  });

  test.each([VIEW, "universal_transactions_mv", "public.universal_transactions_mv"])(
    'POST …/refresh with {"view": "%s"} refreshes that one',
    async (view) => {
      const response = await call("POST", "/api/v1/mv/refresh", {
        token: admin,
        body: JSON.stringify({ view }),
      });
      expect(await answer(refreshAnswer, response)).toMatchObject({ view: VIEW, refreshed: false });
    },
  );

  test("GET …/metrics/refresh-history?hours=24", async () => {
    const path = "/api/v1/mv/metrics/refresh-history?hours=24";
    const { stats, history } = await answer(historyAnswer, await call("GET", path, { token: ceo }));
    expect(stats).toMatchObject({ total_refreshes: 2, successful: 2, failed: 0, success_rate: 100 });
    expect(history.map(({ id }) => id)).toEqual(history.map(({ id }) => id).sort((a, b) => b - a));
    expect(history).toHaveLength(2);
  });
});

describe("the rest of the API", () => {
  test("all views, and the clock to count by", async () => {
    const { views } = await answer(healthList, await call("GET", "/api/v1/mv/health", { token: ceo }));
    expect(views.map(({ slug }) => slug)).toEqual([VIEW]);
  });

  test("the history in pages", async () => {
    const page = async (more: string) =>
      await answer(
        historyAnswer,
        await call("GET", `/api/v1/mv/metrics/refresh-history?limit=1${more}`, { token: ceo }),
      );
    const first = await page("");
    expect(first.next_before).toBe(first.history[0]!.id);
    const second = await page(`&before=${first.next_before}`);
    expect(second.history[0]!.id).toBeLessThan(first.history[0]!.id);
    expect(second.next_before).toBeNull();
  });

  test("the history of a view, a status and a cause", async () => {
    const path = `/api/v1/mv/metrics/refresh-history?view=${VIEW}&status=completed&trigger_type=cron`;
    expect((await answer(historyAnswer, await call("GET", path, { token: ceo }))).history).toEqual([]);
  });

  test("the history of one who asked", async () => {
    const path = (who: string) =>
      `/api/v1/mv/metrics/refresh-history?view=${VIEW}&triggered_by=${encodeURIComponent(who)}`;
    const by = async (who: string) =>
      (await answer(historyAnswer, await call("GET", path(who), { token: ceo }))).history.length;
    const [{ who }] = await api.database.sql<[{ who: string }]>`
      select triggered_by as who from frescura.refresh_log where triggered_by ~ '^token:[0-9]+ admin' limit 1`;
    expect([await by(who), await by("admin's token")]).toEqual([2, 0]);
  });

  test.each(["", `?view=${VIEW}`])("the hours%s", async (query) => {
    const response = await call("GET", `/api/v1/mv/metrics/hourly${query}`, { token: ceo });
    const { hours } = await answer(hourlyAnswer, response);
    expect(hours.reduce((sum, hour) => sum + hour.successful, 0)).toBe(2);
  });

  test.each(["", `?view=${VIEW}`])("what the doctor finds%s", async (query) => {
    await answer(doctorAnswer, await call("GET", `/api/v1/mv/doctor${query}`, { token: admin }));
  });

  test("who asks", async () => {
    expect(await answer(me, await call("GET", "/api/v1/me", { token: ceo }))).toEqual({
      kind: "token",
      name: "ceo's token",
      email: null,
      role: "ceo",
      has_password: false,
      may_refresh: false,
      may_operate: false,
      may_retry: false,
      refresh_limit: 10,
      refresh_remaining: 10,
      refresh_again_at: null,
      demo: false,
    });
    const mine = await answer(me, await call("GET", "/api/v1/me", { token: admin }));
    expect(mine).toMatchObject({ may_refresh: true, refresh_remaining: 8 });
  });

  test("what was done is kept", async () => {
    const rows = await api.database.sql`
      select actor, action, target, detail from frescura.audit_log where action = 'view.refresh' order by id`;
    expect(rows[0]).toMatchObject({
      actor: expect.stringMatching(/^token:\d+ admin's token$/),
      target: VIEW,
      detail: { success: true, force: true },
    });
    expect(rows).toHaveLength(2);
  });
});
