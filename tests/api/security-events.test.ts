import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createToken } from "@/server/tokens/create";
import { type Api, call, newUser, ORIGIN, read, shell, signIn, startApi } from "@/tests/support/api";

let api: Api;
let cookie: string;
beforeAll(async () => {
  api = await startApi();
  await newUser("admin");
  cookie = (
    await signIn("admin@frescura.test", undefined, undefined, { headers: { "user-agent": "A\tbrowser" } })
  ).cookie;
});
afterAll(() => api.stop());

const events = (action: string) => api.database.sql`
  select actor, target, detail from frescura.audit_log where action = ${action} order by id`;
const ask = (method: string, path: string, body?: unknown) =>
  call(method, path, {
    cookie,
    headers: { origin: ORIGIN },
    body: body === undefined ? undefined : JSON.stringify(body),
  });

describe("on record are", () => {
  test("a sign-in, with its browser in one line", async () => {
    expect([...(await events("session.begin"))]).toEqual([
      {
        actor: "user:admin@frescura.test",
        target: "admin@frescura.test",
        detail: { address: null, agent: "A browser" },
      },
    ]);
  });

  test("a refused one, whether or not there is such an account, and never its password", async () => {
    for (const email of ["admin@frescura.test", "nobody@frescura.test"])
      await signIn(email, "hunter2 hunter2");
    const refused = await events("sign-in.refuse");
    expect(refused.map(({ actor, target }) => [actor, target])).toEqual([
      ["system:sign-in", "admin@frescura.test"],
      ["system:sign-in", "nobody@frescura.test"],
    ]);
    expect(JSON.stringify(refused)).not.toContain("hunter2");
    expect((await ask("POST", "/api/v1/me/authenticate", { password: "hunter2" })).status).toBe(400);
    expect((await events("sign-in.refuse")).at(-1)).toMatchObject({ actor: "user:admin@frescura.test" });
  });

  test("what somebody tried who may not, by whatever credential", async () => {
    const { id, token } = await createToken(shell, { name: "curious", role: "ceo" });
    await call("GET", "/api/v1/users", { token });
    await call("POST", "/api/v1/mv/refresh/x", { token });
    await call("POST", "/api/v1/users", { cookie, headers: { origin: "https://evil.example" } });
    const tried = await events("access.refuse");
    expect(tried.map(({ actor, target, detail }) => [actor, target, detail.code])).toEqual([
      [`token:${id} curious`, "GET /api/v1/users", "forbidden"],
      [`token:${id} curious`, "POST /api/v1/mv/refresh/{view}", "forbidden"],
      ["user:admin@frescura.test", "POST /api/v1/users", "bad_origin"],
    ]);
  });

  test("a hundred refusals an hour of one actor: the log that only grows cannot be filled", async () => {
    const { id, token } = await createToken(shell, { name: "stubborn", role: "ceo" });
    await api.database.sql`
      insert into frescura.rate_limits (bucket, caller, hits)
      values ('refusals', ${`access.refuse token:${id} stubborn`}, array_fill(clock_timestamp(), array[99]))`;
    for (let n = 0; n < 3; n++) expect((await call("GET", "/api/v1/users", { token })).status).toBe(403);
    const [row] = await api.database.sql`
      select count(*)::integer as n from frescura.audit_log where actor = ${`token:${id} stubborn`}`;
    expect(row).toEqual({ n: 1 });
  });

  test("a dry run with its expressions, before they run, also where they fail", async () => {
    const track = { view: "universal-transactions", source: "cpg_pos", dry_run: true };
    await ask("POST", "/api/v1/mv/tracks", { ...track, key: ["'pos'", "r.nothing"], amount: "1/0" });
    expect([...(await events("view.try"))]).toMatchObject([
      {
        target: "universal-transactions",
        detail: { key: "'pos', r.nothing", amount: "1/0", source: "cpg_pos" },
      },
    ]);
  });
});

test("a refusal stands where it cannot be put on record", async () => {
  const { token } = await createToken(shell, { name: "while it is away", role: "ceo" });
  const { sql } = api.database;
  await sql`alter table frescura.audit_log rename to audit_log_away`;
  try {
    expect((await call("GET", "/api/v1/users", { token })).status).toBe(403);
  } finally {
    await sql`alter table frescura.audit_log_away rename to audit_log`;
  }
});

test("the log is exported whole as CSV, past its pages, guarded, and gives its seat back", async () => {
  const { sql } = api.database;
  await sql`insert into frescura.audit_log (actor, action, target)
            select 'cli:x', 'test.many', '=1+' || g from generate_series(1, 2100) g`;
  for (let n = 0; n < 3; n++) {
    const file = await ask("GET", "/api/v1/audit-log?format=csv&action=test.");
    expect(file.headers.get("content-type")).toContain("text/csv");
    const lines = (await file.text()).trim().split("\r\n");
    expect(lines).toHaveLength(2101);
    expect(lines[0]).toBe("id,created_at,actor,action,target,detail");
    expect(lines[1]).toContain("'=1+2100");
  }
  for (let n = 0; n < 5; n++) expect((await ask("HEAD", "/api/v1/audit-log?format=csv")).status).toBe(200);
  expect((await read(await ask("GET", "/api/v1/audit-log?limit=1"))).body.events).toHaveLength(1);
});
