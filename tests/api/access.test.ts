import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { problem } from "@/lib/contract/problem";
import type { Role } from "@/lib/contract/roles";
import { amendEnv } from "@/server/env";
import { createToken } from "@/server/tokens/create";
import { listTokens } from "@/server/tokens/list";
import { revokeToken } from "@/server/tokens/revoke";
import { createUser } from "@/server/users/create";
import { type Api, call, newToken, ORIGIN, PASSWORD, read, shell, startApi } from "@/tests/support/api";

const VIEW = "universal-transactions";
let api: Api;
let receipt: string;
beforeAll(async () => {
  api = await startApi();
  await api.database.sql.unsafe(
    `create materialized view spare as select 1 as n; select frescura.register('spare');
     create materialized view gone as select 1 as n; select frescura.register('gone');
     create materialized view wild as select 1 as n`,
  );
  // The first one, which a route revokes.
  await newToken("ceo", "to revoke");
  await createUser(shell, { email: "someone@frescura.test", name: "Someone", role: "ceo" });
  await api.database.sql`
    insert into frescura.schedules (id, tier, cron) values (901, 'spare', '0 5 * * *'), (902, 'other', '0 6 * * *')`;
  await api.database.sql.unsafe(`
    insert into frescura.channels (id, kind, name, target) values (911, 'webhook', 'nowhere', 'http://127.0.0.1:9/x'), (912, 'email', 'ops', 'ops@frescura.test');
    insert into frescura.alerts (id, kind) values (913, 'no_driver')`);
  [{ receipt }] = await api.database.sql<[{ receipt: string }]>`select frescura.receipt() as receipt`;
});
afterAll(() => api.stop());

const TRACK = { view: VIEW, source: "cpg_pos", key: ["'pos'", "r.id"], dry_run: true };

const WATCH = { view: VIEW, source: "cpg_pos", amount: "monto_total" };

/** Every route that asks who comes, with the roles that it serves. */
const ALL: Role[] = ["admin", "cfo", "ceo", "ops"];
const OPERATORS: Role[] = ["admin", "cfo", "ops"];
const ROUTES: [method: string, path: string, serves: Role[], body?: object, status?: number][] = [
  ["GET", "/api/v1/me", ALL],
  ["GET", "/api/v1/openapi.json", ALL],
  ["GET", "/api/v1/mv/health", ALL],
  ["GET", `/api/v1/mv/health/${VIEW}`, ALL],
  ["GET", "/api/v1/mv/metrics/hourly", ALL],
  ["GET", "/api/v1/mv/metrics/refresh-history", ALL],
  ["GET", "/api/v1/mv/stream", ALL],
  ["GET", "/api/v1/mv/metrics/brief", ALL],
  ["GET", `/api/v1/mv/metrics/series?view=${VIEW}`, ALL],
  ["GET", "/api/v1/mv/doctor", ["admin", "ops"]],
  ["GET", `/api/v1/mv/pending/${VIEW}`, ALL],
  ["GET", "/api/v1/mv/data", ALL],
  ["GET", `/api/v1/mv/data/${VIEW}`, ALL],
  ["GET", "/api/v1/mv/availability", ALL],
  ["GET", "/api/v1/mv/cache", ["admin", "ops"]],
  ["GET", `/api/v1/mv/trace/${VIEW}?ref=F1`, ALL],
  ["GET", "/api/v1/mv/trace?ref=F1", ALL],
  ["GET", "/api/v1/mv/movements", ALL],
  ["GET", `/api/v1/mv/visible/${VIEW}?receipt=RECEIPT`, ALL],
  ["GET", "/api/v1/mv/waste", ALL],
  ["POST", `/api/v1/mv/audit/${VIEW}`, ["admin", "ops"]],
  ["GET", "/api/v1/mv/audits", ["admin", "ops"]],
  ["GET", "/api/v1/mv/views", ALL],
  ["POST", "/api/v1/mv/views", ["admin"], { view: "wild" }],
  ["DELETE", "/api/v1/mv/views/gone", ["admin"]],
  ["GET", "/api/v1/mv/discover", ["admin", "ops"]],
  ["POST", "/api/v1/mv/watches", ["admin"], WATCH],
  ["PATCH", "/api/v1/mv/watches", ["admin"], { view: VIEW, source: "cpg_pos", threshold: 10000 }],
  ["DELETE", `/api/v1/mv/watches?view=${VIEW}&source=cpg_pos`, ["admin"]],
  ["GET", "/api/v1/users", ["admin"]],
  ["POST", "/api/v1/users", ["admin"], { email: "new@frescura.test", name: "New", role: "ceo" }],
  ["PATCH", "/api/v1/users/someone@frescura.test", ["admin"], { name: "Someone else" }],
  ["POST", "/api/v1/users/someone@frescura.test/password", ["admin"], {}],
  ["GET", "/api/v1/tokens", ["admin"]],
  ["POST", "/api/v1/tokens", ["admin"], { name: "new", role: "ceo" }],
  ["DELETE", "/api/v1/tokens/1", ["admin"]],
  ["GET", "/api/v1/audit-log", ["admin"]],
  // Nobody with a token has a password.
  ["POST", "/api/v1/me/password", [], { current: "x", password: "a long enough one" }],
  ["GET", `/api/v1/mv/views/${VIEW}`, ["admin", "ops"]],
  ["PATCH", `/api/v1/mv/views/${VIEW}`, ["admin"], { enabled: true }],
  ["POST", "/api/v1/mv/tracks", ["admin"], TRACK],
  ["DELETE", "/api/v1/mv/tracks?view=spare", ["admin"]],
  ["GET", "/api/v1/mv/graph", ALL],
  ["GET", `/api/v1/mv/graph/${VIEW}`, ALL],
  ["GET", "/api/v1/mv/schedules", ALL],
  ["POST", "/api/v1/mv/schedules", ["admin"], { tier: "nightly", cron: "0 3 * * *" }],
  ["PATCH", "/api/v1/mv/schedules/901", ["admin"], { enabled: false }],
  ["DELETE", "/api/v1/mv/schedules/902", ["admin"]],
  // Nothing runs, which only those who may cancel are told.
  ["POST", `/api/v1/mv/cancel/${VIEW}`, OPERATORS, undefined, 409],
  ["POST", `/api/v1/mv/resume/${VIEW}`, OPERATORS],
  ["GET", "/api/v1/mv/events", ALL],
  ["POST", "/api/v1/mv/events/retry", OPERATORS, { ids: [1] }],
  ["GET", "/api/v1/mv/metrics/failures", ALL],
  ["GET", "/api/v1/mv/troubleshooting", ALL],
  ["GET", "/api/v1/mv/sla", ALL],
  ["GET", "/api/v1/mv/alerts", ALL],
  ["POST", "/api/v1/mv/alerts/913/acknowledge", OPERATORS],
  ["DELETE", "/api/v1/mv/alerts/913/acknowledge", OPERATORS],
  ["GET", "/api/v1/mv/channels", ["admin", "ops"]],
  ["POST", "/api/v1/mv/channels", ["admin"], { kind: "email", name: "new", target: "new@frescura.test" }],
  ["PATCH", "/api/v1/mv/channels/911", ["admin"], { name: "still nowhere" }],
  ["POST", "/api/v1/mv/channels/911/test", ["admin"]],
  ["DELETE", "/api/v1/mv/channels/912", ["admin"]],
  ["POST", "/api/v1/mv/refresh", ["admin", "cfo"]],
  ["POST", `/api/v1/mv/refresh/${VIEW}`, ["admin", "cfo"]],
];

async function refused(response: Response, status: number, code: string) {
  const answer = await read(response);
  expect(answer).toMatchObject({ status, type: "application/problem+json", body: { status, code } });
  expect(problem.parse(answer.body).detail).toMatch(/\.$/);
  return answer;
}

describe("nobody", () => {
  test.each(ROUTES)("%s %s answers 401", async (method, path) => {
    const { headers } = await refused(await call(method, path), 401, "unauthenticated");
    expect(headers.get("www-authenticate")).toBe("Bearer");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test.each([
    ["an empty token", "Bearer "],
    ["no token at all", "Bearer"],
    ["what a script makes of nothing", "Bearer undefined"],
    ["a made-up token", `Bearer fr_${"A".repeat(40)}`],
    ["another scheme", "Basic YWRtaW46YWRtaW4="],
  ])("%s does not open", async (_what, authorization) => {
    await refused(await call("GET", "/api/v1/me", { headers: { authorization } }), 401, "unauthenticated");
  });

  test("learns from /api/health only that the process lives", async () => {
    const { status, body } = await read(await call("GET", "/api/health"));
    expect({ status, body }).toEqual({ status: 200, body: { status: "ok" } });
  });

  test("finds nothing elsewhere", async () => {
    await refused(await call("GET", "/api/v2/mv"), 404, "not_found");
    await refused(await call("POST", "/api/nothing"), 404, "not_found");
  });
});

describe.each(ALL)("a token of the role %s", (role) => {
  test.each(ROUTES)("%s %s", async (method, path, serves, body, status = 200) => {
    const more = { token: await api.token(role), body: body && JSON.stringify(body) };
    const response = await call(method, path.replace("RECEIPT", receipt), more);
    if (serves.includes(role)) expect(response.status).toBe(status);
    else await refused(response, 403, "forbidden");
  });
});

test("REFRESH_ROLES says who refreshes", async () => {
  const token = await newToken("ops");
  await refused(await call("POST", `/api/v1/mv/refresh/${VIEW}`, { token }), 403, "forbidden");
  amendEnv({ REFRESH_ROLES: "ops" });
  expect((await call("POST", `/api/v1/mv/refresh/${VIEW}`, { token })).status).toBe(200);
  const cfo = await call("POST", `/api/v1/mv/refresh/${VIEW}`, { token: await api.token("cfo") });
  await refused(cfo, 403, "forbidden");
  amendEnv({ REFRESH_ROLES: "" });
});

describe("a method that an address does not take", () => {
  test.each(["PUT", "PATCH", "DELETE", "GET"])("%s on the refresh route answers 405", async (method) => {
    const response = await call(method, `/api/v1/mv/refresh/${VIEW}`);
    const { headers } = await refused(response, 405, "method_not_allowed");
    expect(headers.get("allow")).toBe("POST, OPTIONS");
  });

  test("POST on a reading route answers 405", async () => {
    const { headers } = await refused(await call("POST", "/api/v1/mv/health"), 405, "method_not_allowed");
    expect(headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });

  test("OPTIONS says which there are", async () => {
    const response = await call("OPTIONS", "/api/v1/mv/health");
    expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
  });
});

describe("tokens", () => {
  test("are kept as hashes only", async () => {
    const token = await newToken("ceo", "dump");
    const [{ dump }] = await api.database.sql<[{ dump: string }]>`
      select string_agg(t::text, '') || (select string_agg(a::text, '') from frescura.audit_log a) as dump from frescura.tokens t`;
    expect(dump).not.toContain(token);
    expect(dump).not.toContain(token.slice(-20));
  });

  test("are refused from the moment they are revoked", async () => {
    const { id, token } = await createToken(shell, { name: "short-lived", role: "cfo" });
    expect((await call("GET", "/api/v1/me", { token })).status).toBe(200);
    expect((await revokeToken(shell, { id })).revoked_at).not.toBeNull();
    await refused(await call("GET", "/api/v1/me", { token }), 401, "unauthenticated");
    const again = await revokeToken(shell, { id });
    expect(again.revoked_at).toBe((await listTokens(shell)).find((each) => each.id === id)?.revoked_at);
  });

  test("note when they were used, at most once a minute", async () => {
    const { id, token } = await createToken(shell, { name: "busy", role: "ceo" });
    const use = async () => {
      await call("GET", "/api/v1/me", { token });
      const [row] = await api.database.sql<
        { at: Date }[]
      >`select last_used_at as at from frescura.tokens where id = ${id}`;
      return row!.at;
    };
    const first = await use();
    expect(await use()).toEqual(first);
    await api.database
      .sql`update frescura.tokens set last_used_at = last_used_at - interval '61 seconds' where id = ${id}`;
    expect((await use()).getTime()).toBeGreaterThanOrEqual(first.getTime());
  });

  test.each(["cfo", "ceo", "ops"] as const)("are not for a %s to make, see or revoke", async (role) => {
    const actor = { kind: "user", id: "1", name: role, role } as const;
    await expect(createToken(actor, { name: "x", role: "admin" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(listTokens(actor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(revokeToken(actor, { id: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(createUser(actor, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  test("have a name of one line", async () => {
    const made = createToken(shell, { name: "a\nlevel=fatal", role: "ceo" });
    await expect(made).rejects.toMatchObject({ code: "bad_body", problem: { parameter: "name" } });
  });
});

describe("accounts", () => {
  const account = { email: "Ana@Frescura.Test", name: "Ana", role: "ceo", password: PASSWORD };

  test("have an address that only one can have, whatever its case", async () => {
    expect((await createUser(shell, account)).email).toBe("ana@frescura.test");
    const again = createUser(shell, { ...account, email: "ANA@frescura.test" });
    await expect(again).rejects.toMatchObject({ code: "conflict", status: 409 });
  });

  test.each([
    ["email", "ana"],
    ["role", "boss"],
    ["password", "short"],
    ["name", ""],
  ])("are refused with a wrong %s", async (parameter, value) => {
    const made = createUser(shell, { ...account, email: "b@frescura.test", [parameter]: value });
    await expect(made).rejects.toMatchObject({ code: "bad_body", problem: { parameter } });
  });

  test("keep argon2id hashes, 19 MiB and two passes", async () => {
    const [row] = await api.database.sql<
      { hash: string }[]
    >`select password_hash as hash from frescura.users limit 1`;
    expect(row!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

test("OpenAPI describes every route", async () => {
  const { body } = await read(await call("GET", "/api/v1/openapi.json", { token: await api.token("ceo") }));
  const described = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = ROUTES.map(([method, path]) => {
    const template = path
      .replace(/\?.*/, "")
      .replace(/(\/mv\/[a-z]+\/)(?!refresh-history|hourly|series|brief|failures|retry)[a-z-]+$/, "$1{view}")
      .replace(/(\/users\/)[^/]+/, "$1{account}")
      .replace(/\/\d+(?=\/|$)/, "/{id}");
    return `${method} ${template}`;
  });
  expect(described.sort()).toEqual(served.filter((route) => !route.endsWith("openapi.json")).sort());
  expect(body.openapi).toBe("3.0.3");
  expect(JSON.stringify(body)).not.toContain(ORIGIN);
});
