import { afterAll, beforeAll, expect, test } from "vitest";
import { strategyChanged, strategyExplained } from "@/lib/contract/strategies";
import type { Role } from "@/lib/roles";
import { type Api, call, read, startApi } from "@/tests/support/api";

let api: Api;
const sql = () => api.database.sql;

beforeAll(async () => {
  api = await startApi();
  await sql().unsafe(`
    create table bills (id integer primary key, total numeric not null);
    insert into bills select g, g from generate_series(1, 9) g;
    create materialized view bills_mv as select id, total from bills; create unique index on bills_mv (id);
    create view of_bills as select sum(total) as total from bills_mv;
    select frescura.register('bills_mv')`);
});
afterAll(() => api.stop());

async function send(method: string, path: string, body?: unknown, role: Role = "admin") {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return await read(await call(method, `/api/v1/mv/${path}`, { token: await api.token(role), body: text }));
}
const set = (body: unknown, role?: Role) => send("PATCH", "strategies/bills", body, role);

test("what stands against it is told, in the question and in the refusal", async () => {
  const { status, body } = await send("GET", "strategies/bills", undefined, "ops");
  expect(status, JSON.stringify(body)).toBe(200);
  expect(strategyExplained.parse(body)).toMatchObject({
    view: "bills",
    strategy: "full",
    mode: "concurrent",
    needs: [{ code: "not_tracked", detail: {} }],
  });
  const refused = await set({ strategy: "delta" });
  expect(refused).toMatchObject({ status: 422, body: { code: "unsupported" } });
  expect(refused.body.detail).toContain("it is not tracked");
  expect((await set({ strategy: "window" })).status).toBe(400);
  expect((await set({ strategy: "delta", options: { hours: 3 } })).status).toBe(400);
});

test("there, by keys, and back; each on record", async () => {
  await sql().unsafe(
    "select frescura.track('bills', 'bills', array['r.id']); select frescura.refresh('bills')",
  );
  const there = await set({ strategy: "delta" });
  expect(there.status, JSON.stringify(there.body)).toBe(200);
  expect(strategyChanged.parse(there.body)).toEqual({
    view: "bills",
    strategy: "delta",
    former: "full",
    moved: ["public.of_bills"],
    still_refresh: [],
  });
  await sql()`update bills set total = 100 where id = 1`;
  expect(await send("GET", "strategies/bills")).toMatchObject({
    body: { strategy: "delta", mode: "delta", reason: null, keys: 1, needs: [] },
  });
  expect((await send("POST", "refresh/bills?force=true")).status).toBe(200);
  const { body } = await send("GET", "metrics/refresh-history?view=bills&limit=1");
  expect(body.history[0]).toMatchObject({
    strategy: "delta",
    mode: "delta",
    keys: 1,
    rows_written: 1,
    rows_hot: 1,
  });
  expect((await send("GET", "health/bills")).body).toMatchObject({
    refresh_mode: "delta",
    next_mode: "delta",
  });
  expect((await send("GET", "graph/bills")).body).toMatchObject({
    definition: expect.stringContaining("FROM bills"),
    sources: [{ name: "bills", kind: "table" }],
  });
  expect((await send("GET", "data/bills?filter[id]=eq:1")).body.rows).toEqual([{ id: 1, total: 100 }]);

  const removed = await send("DELETE", "tracks?view=bills");
  expect(removed).toMatchObject({ status: 409, body: { code: "conflict" } });
  expect((await send("DELETE", "views/bills")).status).toBe(409);

  expect((await set({ strategy: "full" })).body).toMatchObject({ former: "delta", strategy: "full" });
  expect((await send("DELETE", "tracks?view=bills")).status).toBe(200);
  const acts =
    await sql()`select target, detail from frescura.audit_log where action = 'view.strategy' order by id`;
  expect(acts).toEqual([
    { target: "bills", detail: { strategy: "delta", former: "full" } },
    { target: "bills", detail: { strategy: "full", former: "delta" } },
  ]);
});

test("nobody but an admin chooses, and whoever may see settings asks", async () => {
  for (const role of ["ops", "cfo", "ceo"] as const) {
    expect((await set({ strategy: "full" }, role)).status).toBe(403);
  }
  expect((await send("GET", "strategies/bills", undefined, "ceo")).status).toBe(403);
  expect((await send("GET", "strategies/none")).status).toBe(404);
});
