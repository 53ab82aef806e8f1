import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { addressOf } from "@/lib/contract/operation";
import { OPERATION_LIST, type OperationId } from "@/lib/contract/operations";
import { problem } from "@/lib/contract/problem";
import { type Role, SCOPES } from "@/lib/roles";
import { amendEnv } from "@/server/env";
import { createToken } from "@/server/tokens/create";
import { listTokens } from "@/server/tokens/list";
import { revokeToken } from "@/server/tokens/revoke";
import { createUser } from "@/server/users/create";
import { resetPassword } from "@/server/users/reset-password";
import { updateUser } from "@/server/users/update";
import {
  type Api,
  type Call,
  call,
  newToken,
  newUser,
  ORIGIN,
  PASSWORD,
  read,
  shell,
  signIn,
  startApi,
} from "@/tests/support/api";

const VIEW = "universal-transactions";
let api: Api;
let receipt: string;
beforeAll(async () => {
  api = await startApi();
  await api.database.sql.unsafe(
    `create materialized view sales_by_branch as select 1 as n; select frescura.register('sales_by_branch');
     create materialized view sales_of_last_year as select 1 as n; select frescura.register('sales_of_last_year');
     create materialized view sales_by_country as select 1 as n`,
  );
  // The first one, which a route revokes.
  await newToken("ceo", "to revoke");
  await createUser(shell, { email: "luis@example.com", name: "Luis", role: "ceo" });
  await api.database.sql`
    insert into frescura.schedules (id, tier, cron) values (901, 'spare', '0 5 * * *'), (902, 'other', '0 6 * * *')`;
  await api.database.sql.unsafe(`
    insert into frescura.channels (id, kind, name, target) values (911, 'webhook', 'nowhere', 'http://127.0.0.1:9/x'), (912, 'email', 'ops', 'ops@frescura.test');
    insert into frescura.alerts (id, kind) values (913, 'no_driver')`);
  [{ receipt }] = await api.database.sql<[{ receipt: string }]>`select frescura.receipt() as receipt`;
});
afterAll(() => api.stop());

/** The roles that a permission serves, with the settings as they come; written out, to be compared with. */
const SERVES = {
  everyone: ["admin", "cfo", "ceo", "ops"],
  refresh: ["admin", "cfo"],
  operate: ["admin", "cfo", "ops"],
  ops: ["admin", "ops"],
  admin: ["admin"],
  // Nobody with a token has a password.
  person: [],
} satisfies Record<string, Role[]>;

const isGuarded = (
  one: (typeof OPERATION_LIST)[number],
): one is typeof one & { permission: keyof typeof SERVES } => one.permission in SERVES;

/** Every operation that asks who comes, by method and path. */
const GUARDED = OPERATION_LIST.filter(isGuarded);
const TITLED = GUARDED.map((one) => [one.method, one.path, one] as const);

/** What else than 200 an example gets: nothing runs, which only those who may cancel are told. */
const STATUS: Partial<Record<OperationId, number>> = { cancelRefresh: 409 };

/** Calls an operation as its example says. */
async function tryOut({ id, method, path, example }: (typeof GUARDED)[number], credentials: Call = {}) {
  const query = id === "waitVisible" ? { receipt } : example.query;
  const body = example.body === undefined ? undefined : JSON.stringify(example.body);
  return await call(method, addressOf(path, example.params, query), { ...credentials, body });
}

async function refused(response: Response, status: number, code: string) {
  const answer = await read(response);
  expect(answer).toMatchObject({ status, type: "application/problem+json", body: { status, code } });
  expect(problem.parse(answer.body).detail).toMatch(/\.$/);
  return answer;
}

describe("nobody", () => {
  test.each(TITLED)("%s %s answers 401", async (_method, _path, operation) => {
    const { headers } = await refused(await tryOut(operation), 401, "unauthenticated");
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

/** Contracts by which an answer was checked, or what was asked. */
const checked = new Set<z.ZodType>();

function watchChecks(schema: z.ZodType | undefined) {
  if (!schema) return;
  const { safeParse } = schema;
  schema.safeParse = (...given) => {
    checked.add(schema);
    return safeParse(...given);
  };
}

describe.each(SERVES.everyone)("a token of the role %s", (role) => {
  beforeAll(() => {
    for (const { query, body } of GUARDED) [query, body].forEach(watchChecks);
  });

  test.each(TITLED)("%s %s", async (_method, _path, operation) => {
    // Accounts and tokens are for people, whatever a token's role.
    const serves: readonly Role[] = operation.by === "people" ? [] : SERVES[operation.permission];
    const { id, output, media, query, body } = operation;
    const response = await tryOut(operation, { token: await api.token(role) });
    if (!serves.includes(role)) return void (await refused(response, 403, "forbidden"));
    expect(response.status).toBe(STATUS[id] ?? 200);
    // By the very contract that is declared, which the documents and the browser rely on.
    for (const schema of [query, body]) if (schema) expect(checked).toContain(schema);
    if (!response.ok || media) return;
    const answer = await response.json();
    expect(output.parse(answer)).toEqual(answer);
  });
});

/** What else a session gets: examples do not know its password, nor the id of a session. */
const WITH_SESSION: Partial<Record<OperationId, number>> = {
  ...STATUS,
  ...{ authenticate: 400, changeOwnPassword: 400, endOwnSession: 404 },
  // Done already by the token before.
  ...{ createSchedule: 409, registerView: 409, removeChannel: 404, removeSchedule: 404, unregisterView: 404 },
};

describe.each(SERVES.everyone)("a session of the role %s", (role) => {
  let cookie = "";
  const begin = async () => {
    ({ cookie } = await signIn(`${role}@frescura.test`));
  };
  beforeAll(async () => {
    await newUser(role);
    await begin();
  });

  test.each(TITLED)("%s %s", async (_method, _path, operation) => {
    const { id, permission, output, media } = operation;
    const serves: readonly Role[] = permission === "person" ? SERVES.everyone : SERVES[permission];
    const response = await tryOut(operation, { cookie, headers: { origin: ORIGIN } });
    if (!serves.includes(role)) return void (await refused(response, 403, "forbidden"));
    expect(response.status).toBe(WITH_SESSION[id] ?? 200);
    if (id === "endOwnSessions") await begin();
    if (!response.ok || media) return;
    const answer = await response.json();
    expect(output.parse(answer)).toEqual(answer);
  });
});

/** The scope that each permission asks of a token; written out, to be compared with. */
const SCOPE = {
  everyone: "read",
  ops: "read",
  refresh: "refresh",
  operate: "refresh",
  admin: "admin",
} as const;

describe.each(SCOPES)("a token of an admin with the scope %s alone", (scope) => {
  let token = "";
  beforeAll(async () => {
    const made = await createToken(shell, { name: `only ${scope}`, role: "admin", scopes: [scope] });
    token = made.token;
  });

  test.each(TITLED)("%s %s", async (method, _path, operation) => {
    const { permission, by } = operation;
    const response = await tryOut(operation, { token });
    const isRead = permission !== "person" && SCOPE[permission] === "read";
    const asked = permission === "person" ? null : isRead && method !== "GET" ? "refresh" : SCOPE[permission];
    if (asked === scope && by !== "people") return void expect(response.status).not.toBe(403);
    const { body } = await refused(response, 403, "forbidden");
    if (asked && asked !== scope) expect(body.scope).toBe(asked);
  });
});

describe("a token ends", () => {
  const status = async (token: string) => (await call("GET", "/api/v1/me", { token })).status;
  const made = async (name: string) => {
    const { id, email, role } = await newUser("admin", `${name}@frescura.test`);
    const actor = {
      kind: "user",
      id: `${id}`,
      name,
      email,
      role,
      session: { id: "x", fresh: true },
    } as const;
    const { token } = await createToken(actor, { name, role: "ceo" });
    expect(await status(token)).toBe(200);
    return { id, email, token };
  };

  test("with its maker, and is not revived with him", async () => {
    const { email, token } = await made("maker");
    await updateUser(shell, email, { disabled: true });
    expect(await status(token)).toBe(401);
    await updateUser(shell, email, { disabled: false });
    expect(await status(token)).toBe(401);
  });

  test("with his being an admin, but not with his password", async () => {
    const { email, token } = await made("former");
    await resetPassword(shell, email, {});
    expect(await status(token)).toBe(200);
    await updateUser(shell, email, { role: "cfo" });
    expect(await status(token)).toBe(401);
  });

  test("after ninety days, or after as many as were said", async () => {
    const { id, token, expires_at, created_at } = await createToken(shell, { name: "mayfly", role: "ceo" });
    expect(Date.parse(expires_at) - Date.parse(created_at)).toBeGreaterThan(89.9 * 86_400_000);
    await api.database.sql`update frescura.tokens set expires_at = clock_timestamp() where id = ${id}`;
    expect(await status(token)).toBe(401);
    for (const expires_in_days of [0, 367, 1.5]) {
      await expect(createToken(shell, { name: "n", role: "ceo", expires_in_days })).rejects.toMatchObject({
        code: "bad_body",
        problem: { parameter: "expires_in_days" },
      });
    }
  });

  test("and its name is free again only when it is revoked", async () => {
    const { id } = await createToken(shell, { name: "Unique", role: "ceo" });
    await expect(createToken(shell, { name: "unique", role: "ceo" })).rejects.toMatchObject({
      code: "conflict",
    });
    await revokeToken(shell, { id });
    expect((await createToken(shell, { name: "unique", role: "ceo" })).id).toBeGreaterThan(id);
  });
});

test("whoever acts by a token cannot pass for a person", async () => {
  const name = "ceo@company.com";
  const { id, token } = await createToken(shell, { name, role: "cfo" });
  expect((await call("POST", `/api/v1/mv/refresh/${VIEW}?force=true`, { token })).status).toBe(200);
  const who = `token:${id} ${name}`;
  const [row] = await api.database.sql`
    select (select triggered_by from frescura.refresh_log order by id desc limit 1) as log,
           (select actor from frescura.audit_log order by id desc limit 1) as audit`;
  expect(row).toEqual({ log: who, audit: who });
});

test("REFRESH_ROLES says who refreshes", async () => {
  const token = await newToken("ops", "an ops of its own");
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
  const served = GUARDED.map(({ method, path }) => `${method} ${path}`);
  expect(described.sort()).toEqual(served.filter((route) => !route.endsWith("openapi.json")).sort());
  expect(body.openapi).toBe("3.0.3");
  expect(JSON.stringify(body)).not.toContain(ORIGIN);
});
