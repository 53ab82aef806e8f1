import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { addressOf } from "@/lib/contract/operation";
import { OPERATION_LIST } from "@/lib/contract/operations";
import { endStreams } from "@/server/live/open";
import { createToken } from "@/server/tokens/create";
import { createUser } from "@/server/users/create";
import { updateUser } from "@/server/users/update";
import {
  type Api,
  type Call,
  call,
  ORIGIN,
  PASSWORD,
  read,
  shell,
  signIn,
  startApi,
} from "@/tests/support/api";
import { HIDDEN, makeHiddenView, TRACES } from "@/tests/support/hidden-view";
import { watch } from "@/tests/support/watch";

const VIEW = "universal-transactions";

let api: Api;
let receipt: string;
let callers: Record<string, Call>;
const sql = () => api.database.sql;

beforeAll(async () => {
  api = await startApi({ REFRESH_ROLES: "admin,cfo,ops" });
  await makeHiddenView(sql());
  [{ receipt }] = await sql()<[{ receipt: string }]>`select frescura.receipt() as receipt`;
  for (const role of ["ops", "cfo"] as const) {
    await createUser(shell, { email: `${role}@frescura.test`, name: role, role, password: PASSWORD });
  }
  const limited = { role: "admin", name: "limited", views: [VIEW, "open-totals"] } as const;
  const { cookie } = await signIn("ops@frescura.test");
  callers = {
    "a session of ops": { cookie, headers: { origin: ORIGIN } },
    "a token of ops": { token: await api.token("ops") },
    "a token of a ceo": { token: await api.token("ceo") },
    "a token of an admin for other views": {
      token: (await createToken(shell, { ...limited, views: [...limited.views] })).token,
    },
  };
});
afterEach(() => endStreams());
afterAll(() => api.stop());

const CALLERS = [
  "a session of ops",
  "a token of ops",
  "a token of a ceo",
  "a token of an admin for other views",
];
/** What ends the caller's own session, or is told to nobody. */
const LEFT_OUT = ["endOwnSessions", "deliverTier", "watch"];
const WALK = OPERATION_LIST.filter(({ id }) => !LEFT_OUT.includes(id)).map(
  (one) => [one.method, one.path, one] as const,
);

type Asked = { view?: string };
async function ask(
  { id, method, path, example }: (typeof OPERATION_LIST)[number],
  caller: Call,
  of: Asked = {},
) {
  const params = of.view && example.params?.view ? { ...example.params, view: of.view } : example.params;
  const known = id === "waitVisible" ? { receipt } : example.query;
  const query = of.view && !params?.view && method === "GET" ? { ...known, view: of.view } : known;
  const given = example.body as Asked | undefined;
  const body = of.view && given && "view" in given ? { ...given, view: of.view } : given;
  const told = body === undefined ? undefined : JSON.stringify(body);
  return await call(method, addressOf(path, params, query), { ...caller, body: told });
}

describe.each(CALLERS)("to %s nothing is told of a view that he may not see", (name) => {
  test.each(WALK)("%s %s", async (_method, _path, operation) => {
    const { headers, status, body } = await whole(await ask(operation, callers[name]!));
    expect(`${[...headers].join()} ${body}`).not.toMatch(TRACES);
    expect(status).toBeLessThan(500);
  });

  const NAMED = WALK.filter(
    ([method, , { query, example }]) =>
      example.params?.view || (method === "GET" && query && "view" in query.shape) || isOfView(example.body),
  );
  test.each(NAMED)(
    "%s %s, asked about it, is answered as of one that is not there",
    async (...[, , operation]) => {
      const [hidden, none] = await Promise.all(
        [HIDDEN, "nothing-such"].map(async (view) => whole(await ask(operation, callers[name]!, { view }))),
      );
      const { status, body } = hidden!;
      expect([404, 403]).toContain(status);
      expect({ status, body }).toEqual({ status: none!.status, body: none!.body });
    },
  );

  test.each(NAMED)("%s %s, asked about one that reads it, names it nowhere", async (...[, , operation]) => {
    const { body } = await whole(await ask(operation, callers[name]!, { view: "open-totals" }));
    expect(body).not.toMatch(TRACES);
  });

  test("not by its name in any spelling either", async () => {
    for (const spelt of ["public.zzhidden", '"zzhidden"', '"public"."zzhidden"']) {
      const { status, body } = await read(
        await call("GET", `/api/v1/mv/health/${encodeURIComponent(spelt)}`, callers[name]!),
      );
      expect([status, body.code]).toEqual([404, "unknown_view"]);
    }
  });
});

const isOfView = (body: unknown) => typeof body === "object" && body !== null && "view" in body;

async function whole(response: Response) {
  return { headers: response.headers, status: response.status, body: await response.text() };
}

const get = async (path: string, caller: Call) =>
  (await read(await call("GET", `/api/v1/mv/${path}`, caller))).body;

test("to an admin all of it is told, by most of the operations", async () => {
  const admin = { token: await api.token("admin") };
  const telling = [];
  for (const [, , operation] of WALK.filter(([method]) => method === "GET")) {
    if (TRACES.test((await whole(await ask(operation, admin))).body)) telling.push(operation.id);
  }
  expect(telling.length).toBeGreaterThan(16);
});

describe("what is counted", () => {
  const told = async (caller: Call) => ({
    views: (await get("health", caller)).views.length,
    alerts: (await get("health", caller)).open_alerts,
    attempts: (await get("metrics/refresh-history?hours=24", caller)).stats.total_refreshes,
    hourly: (await get("metrics/hourly?hours=24", caller)).hours.reduce(
      (sum: number, hour: { total_refreshes: number }) => sum + hour.total_refreshes,
      0,
    ),
    failed: (await get("metrics/failures?hours=24", caller)).failures.length,
    noops: (await get("no-op-refreshes?hours=24", caller)).total.refreshes,
    events: (await get("events", caller)).events.length,
    movements: (await get("movements", caller)).movements.length,
  });

  test("is what one sees, and all of it to an admin", async () => {
    const admin = await told({ token: await api.token("admin") });
    const ops = await told(callers["a token of ops"]!);
    const [hidden] = await sql()`
      select count(*)::integer as ended from frescura.refresh_log l join frescura.views v on v.id = l.view_id
       where v.slug = ${HIDDEN} and l.status in ('completed', 'failed')`;
    expect(admin.attempts - ops.attempts).toBe(hidden!.ended);
    expect(admin.hourly - ops.hourly).toBe(hidden!.ended);
    expect(admin.views - ops.views).toBe(1);
    expect(ops.alerts).toBeLessThan(admin.alerts);
    expect(ops).toMatchObject({ failed: 0, events: 0, movements: 0 });
    expect(admin.failed + admin.events + admin.movements).toBeGreaterThan(4);
    expect(ops.noops).toBeLessThan(admin.noops);
  });

  test("fills its pages: what is hidden takes no place in them", async () => {
    const { history, next_before } = await get("metrics/refresh-history?limit=1", callers["a token of ops"]!);
    expect(history).toHaveLength(1);
    expect(history.map(({ slug }: { slug: string }) => slug)).not.toContain(HIDDEN);
    expect(next_before).not.toBe(null);
  });
});

describe("nothing is done to it", () => {
  test("its alert is not there to be noted", async () => {
    const [alert] = await sql()`
      select a.id from frescura.alerts a join frescura.views v on v.id = a.view_id where v.slug = ${HIDDEN} limit 1`;
    const path = `/api/v1/mv/alerts/${alert!.id}/acknowledge`;
    for (const method of ["POST", "DELETE"]) {
      expect((await call(method, path, callers["a token of ops"]!)).status).toBe(404);
    }
    const [now] = await sql()`select acknowledged_by as by from frescura.alerts where id = ${alert!.id}`;
    expect(now).toEqual({ by: null });
  });

  test("its events are not retried, whether named or with all others", async () => {
    const [event] = await sql()`select id from frescura.refresh_triggers where source_key = '3'`;
    for (const body of ["{}", JSON.stringify({ ids: [Number(event!.id)] })]) {
      const answer = await call("POST", "/api/v1/mv/events/retry", { ...callers["a token of ops"]!, body });
      expect(await answer.json()).toEqual({ retried: 0 });
    }
  });

  test("it is not refreshed with all others", async () => {
    const answer = await call("POST", "/api/v1/mv/refresh?force=true", callers["a token of ops"]!);
    const { results } = await answer.json();
    expect(results.map(({ view }: { view: string }) => view).sort()).toEqual(["open-totals", VIEW]);
    const [row] = await sql()`
      select count(*)::integer as count from frescura.refresh_log l join frescura.views v on v.id = l.view_id
       where v.slug = ${HIDDEN} and l.trigger_type = 'manual'`;
    expect(row).toEqual({ count: 0 });
  });
});

describe("a stream", () => {
  test("tells nothing of it, begins to when he may see it, and takes it away when he may not", async () => {
    const stream = watch(await call("GET", "/api/v1/mv/stream", callers["a token of ops"]!));
    const all = watch(await call("GET", "/api/v1/mv/stream", { token: await api.token("admin") }));
    for (const one of [stream, all]) await one.next("state", ({ listening }) => listening);
    await sql()`select frescura.refresh(${HIDDEN}, 'cron', 'zz-driver')`;
    await sql()`delete from zz_source where divisor = 0`;
    await sql()`select frescura.refresh(${HIDDEN}, 'cron', 'zz-driver')`;
    await sql()`select frescura.verify(${HIDDEN}, 100, 'zz-verifier')`;
    await sql()`select frescura.check_alerts()`;
    expect(await all.next("verification")).not.toBeNull();
    await sql()`select frescura.refresh(${VIEW}, 'cron', 'last')`;
    await all.next("health", ({ views }) => views.some(({ last_triggered_by: by }) => by === "last"));
    await stream.next("health", ({ views }) => views.some(({ last_triggered_by: by }) => by === "last"));
    expect(JSON.stringify(all.kept)).toMatch(TRACES);
    expect(JSON.stringify(stream.kept)).not.toMatch(TRACES);
    expect(stream.kept.map(({ name }) => name)).not.toContain("verification");

    await sql()`select frescura.set_seen_by(${HIDDEN}, '{role:ops}')`;
    const come = await stream.next("health", ({ views }) => views.some(({ slug }) => slug === HIDDEN));
    expect(come!.gone).toEqual([]);
    await sql()`select frescura.set_seen_by(${HIDDEN}, '{group:finance}')`;
    const left = await stream.next("health", ({ gone }) => gone.length > 0);
    expect(left).toMatchObject({ views: [], gone: [HIDDEN] });
  });
});

describe("who sees it", () => {
  const status = async (caller: Call) => (await call("GET", `/api/v1/mv/health/${HIDDEN}`, caller)).status;

  test("is an admin, whatever is set, and whoever is in a group that is named, from his next request on", async () => {
    const { cookie } = await signIn("cfo@frescura.test");
    expect(await status({ cookie })).toBe(404);
    await updateUser(shell, "cfo@frescura.test", { groups: ["finance"] });
    expect(await status({ cookie })).toBe(200);
    await sql()`select frescura.set_seen_by(${HIDDEN}, '{}')`;
    expect(await status({ cookie })).toBe(404);
    expect(await status({ token: await api.token("admin") })).toBe(200);
    await sql()`select frescura.set_seen_by(${HIDDEN}, null)`;
    expect(await status({ token: await api.token("ceo") })).toBe(200);
    await sql()`select frescura.set_seen_by(${HIDDEN}, '{group:finance}')`;
  });

  test("is said by an admin, on record, and by nobody who is none", async () => {
    const patch = (caller: Call, seen_by: unknown) =>
      call("PATCH", `/api/v1/mv/views/${HIDDEN}`, { ...caller, body: JSON.stringify({ seen_by }) });
    const admin = { token: await api.token("admin") };
    const { body } = await read(await patch(admin, ["role:ceo", "group:finance"]));
    expect(body.seen_by).toEqual(["group:finance", "role:ceo"]);
    const [event] =
      await sql()`select action, target, detail from frescura.audit_log order by id desc limit 1`;
    expect(event).toEqual({
      action: "view.update",
      target: HIDDEN,
      detail: { seen_by: "role:ceo, group:finance" },
    });
    expect((await patch(admin, ["somebody"])).status).toBe(400);
    expect((await patch(admin, ["role:boss"])).status).toBe(400);
    expect((await patch({ token: await api.token("cfo") }, null)).status).toBe(403);
    await expect(sql()`select frescura.set_seen_by(${HIDDEN}, '{boss}')`).rejects.toMatchObject({
      code: "22023",
    });
    await sql()`select frescura.set_seen_by(${HIDDEN}, '{group:finance}')`;
  });

  test("a token that is limited to some views has them alone, and none that its role does not see", async () => {
    const made = (views: string[], role: "ceo" | "admin", scopes?: ("read" | "admin")[]) =>
      createToken(shell, { name: `of ${views} ${role} ${scopes}`, role, views, scopes });
    const admin = await made([HIDDEN], "admin");
    expect(admin).toMatchObject({ views: [HIDDEN], scopes: ["read", "refresh"] });
    expect(await status({ token: admin.token })).toBe(200);
    expect(
      (await get("health", { token: admin.token })).views.map(({ slug }: { slug: string }) => slug),
    ).toEqual([HIDDEN]);
    const ceo = await made([HIDDEN, VIEW], "ceo");
    expect(
      (await get("health", { token: ceo.token })).views.map(({ slug }: { slug: string }) => slug),
    ).toEqual([VIEW]);
    await expect(made([VIEW], "admin", ["admin"])).rejects.toMatchObject({ problem: { parameter: "views" } });
    await expect(made(["nothing-such"], "ceo")).rejects.toMatchObject({ code: "unknown_view" });
  });

  test("a token of a view that was forgotten sees none, whatever is registered later", async () => {
    await sql().unsafe(
      "create materialized view passing as select 1 as n; select frescura.register('passing')",
    );
    const { token } = await createToken(shell, { name: "of passing", role: "ceo", views: ["passing"] });
    await sql().unsafe("select frescura.unregister('passing'); select frescura.register('passing')");
    expect((await get("health", { token })).views).toEqual([]);
    expect(
      await get("discover", {
        token: (await createToken(shell, { name: "ops of one", role: "ops", views: [VIEW] })).token,
      }),
    ).toEqual({ found: [] });
    await sql()`select frescura.unregister('passing')`;
  });
});
