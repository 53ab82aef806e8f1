import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finding } from "@/lib/contract/doctor";
import { viewHealth } from "@/lib/contract/health";
import { registeredView } from "@/lib/contract/registry";
import { type CliRun, frescura, jsonOf } from "@/tests/support/cli";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const run = (...args: string[]) => frescura(args, { DATABASE_URL: database.url });

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const ok = (result: CliRun) => {
  expect(result).toMatchObject({ code: 0, stderr: "" });
  return result.stdout;
};

test("migrate again changes nothing", async () => {
  expect(jsonOf(await run("migrate", "--json"))).toMatchObject({
    applied: 0,
    database: expect.stringContaining("frescura_test"),
  });
});

test("views list", async () => {
  const views = registeredView.array().parse(JSON.parse(ok(await run("views", "list", "--json"))));
  expect(views).toEqual([
    {
      slug: "universal-transactions",
      title: "Universal transactions",
      schema_name: "public",
      view_name: "universal_transactions_mv",
      state: "ok",
      enabled: true,
      sla_seconds: 3600,
      stale_seconds: 7200,
      time_zone: "America/Mexico_City",
      sources: ["cpg_consignment", "cpg_pos"],
    },
  ]);
  const [head, row] = ok(await run("views", "list")).split("\n");
  expect(head).toMatch(/^SLUG +VIEW +STATE +SLA +TIME ZONE +EVENTS FROM$/);
  // Columns are aligned, and nothing but text reaches a pipe.
  expect(row!.indexOf("public.universal_transactions_mv")).toBe(head!.indexOf("VIEW"));
  expect(head + row!).toMatch(/^[\x20-\x7e]*$/);
});

test("refresh leaves a fresh view alone unless it is forced, and says so", async () => {
  expect(jsonOf(await run("refresh", "universal-transactions", "--json"))).toMatchObject({
    success: true,
    refreshed: true,
    mode: "concurrent",
  });
  expect(ok(await run("refresh", "universal-transactions"))).toMatch(/left alone.*--force/);
  const left = jsonOf(await run("refresh", "universal_transactions_mv", "--json"));
  expect(left).toMatchObject({
    success: true,
    refreshed: false,
    refresh_id: null,
    view: "universal-transactions",
  });
  expect(ok(await run("refresh", "universal-transactions", "--force"))).toMatch(
    /View refreshed successfully in \d+ms, concurrent, 0 rows\./,
  );
  const log = await database.sql`select trigger_type, triggered_by from frescura.refresh_log`;
  expect(log).toHaveLength(2);
  expect(log[0]).toMatchObject({ trigger_type: "manual", triggered_by: expect.stringMatching(/\w/) });
});

test("a refresh that fails ends with 1 and tells the database's reason", async () => {
  await database.sql.unsafe(
    "create unique index once on universal_transactions_mv (cliente); insert into cpg_pos (monto_total) values (1), (2)",
  );
  const failed = await run("refresh", "universal-transactions", "--force");
  expect(failed).toMatchObject({ code: 1, stdout: "" });
  expect(failed.stderr).toMatch(/^frescura refresh: The refresh failed\..*"once".*attempt \d+/);
  await database.sql.unsafe("drop index once; truncate cpg_pos");
});

test("health, and its --check for monitors", async () => {
  await database.sql`select refresh_universal_transactions_logged('test', 'test')`;
  expect(viewHealth.array().parse(JSON.parse(ok(await run("health", "--json"))))).toHaveLength(1);
  expect(
    viewHealth.parse(JSON.parse(ok(await run("health", "universal-transactions", "--json")))),
  ).toMatchObject({ freshness: "fresh" });
  expect(ok(await run("health"))).toMatch(/universal-transactions +fresh/);
  expect(ok(await run("health", "universal-transactions"))).toMatch(/^state +fresh$/m);
  expect((await run("health", "--check")).code).toBe(0);
  await database.sql`update frescura.refresh_log set refresh_started_at = now() - interval '3 hours'`;
  expect((await run("health")).code).toBe(0);
  expect(await run("health", "--check")).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("very_stale"),
  });
});

test("doctor ends with 1 for an error only", async () => {
  expect(ok(await run("doctor"))).toBe("Nothing found.\n");
  expect(jsonOf(await run("doctor", "--host", "--json"))).toEqual(
    expect.arrayContaining([expect.objectContaining({ fact: "session", severity: "ok" })]),
  );
  await database.sql`drop trigger frescura_capture_1_insert on cpg_pos`;
  const sick = await run("doctor", "universal-transactions", "--json");
  expect(sick.code).toBe(1);
  const [found] = finding.array().parse(jsonOf(sick));
  expect(found).toMatchObject({ check_name: "capture", severity: "error" });
  expect((await run("doctor")).stdout).toContain(found!.cure);
  await database.sql.unsafe(found!.cure);
  await database.sql`create materialized view bare as select 1 as n`;
  await database.sql`select frescura.register('bare')`;
  expect(await run("doctor")).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^WARNING {2}bare: unique_index/),
  });
  await database.sql.unsafe("drop materialized view bare; delete from frescura.views where slug = 'bare'");
});

describe("tokens", () => {
  test("are printed once, listed without their secret, and revoked", async () => {
    const made = jsonOf(await run("token", "create", "--role", "cfo", "--name", "n", "--json"));
    expect(made).toMatchObject({
      token: expect.stringMatching(/^fr_[0-9A-Za-z]{40}$/),
      role: "cfo",
      name: "n",
      revoked_at: null,
    });
    const plain = await run("token", "create", "--role", "ops", "--name", "second");
    expect(plain.stdout).toMatch(/^fr_[0-9A-Za-z]{40}\n$/);
    expect(plain.stderr).toContain("not shown again");

    const listed = ok(await run("token", "list", "--json"));
    expect(JSON.parse(listed).map(({ name }: { name: string }) => name)).toEqual(["second", "n"]);
    expect(listed).not.toContain(made.token);
    const kept = await database.sql`select t::text as row from frescura.tokens t`;
    expect(JSON.stringify(kept)).not.toContain(made.token.slice(10));

    expect(jsonOf(await run("token", "revoke", String(made.id), "--json")).revoked_at).not.toBeNull();
    expect(ok(await run("token", "list"))).toMatch(/n +cfo .* revoked/);
    expect((await run("token", "revoke", "999")).code).toBe(2);
  });
});

describe("accounts", () => {
  test("get a password that is printed once", async () => {
    const made = jsonOf(
      await run("user", "create", "--email", "Ana@Example.com", "--name", "Ana", "--role", "admin", "--json"),
    );
    expect(made).toMatchObject({
      email: "ana@example.com",
      role: "admin",
      password: expect.stringMatching(/^.{24}$/),
    });
    expect(JSON.stringify(made)).not.toContain("argon2");
    const [kept] =
      await database.sql`select password_hash from frescura.users where email = 'ana@example.com'`;
    expect(kept!.password_hash).toMatch(/^\$argon2id\$/);
  });

  test("or the one on standard input, which is not printed", async () => {
    const args = [
      "user",
      "create",
      "--email",
      "b@example.com",
      "--name",
      "B",
      "--role",
      "cfo",
      "--password-stdin",
    ];
    const made = await frescura(args, { DATABASE_URL: database.url }, "correct horse battery\n");
    expect(ok(made)).toBe("b@example.com may sign in as cfo.\n");
    const again = await frescura(args, { DATABASE_URL: database.url }, "correct horse battery\n");
    expect(again).toMatchObject({
      code: 1,
      stderr: "frescura user create: b@example.com has an account already.\n",
    });
    const short = await frescura(args, { DATABASE_URL: database.url }, "short\n");
    expect(short).toMatchObject({ code: 2, stderr: expect.stringContaining("fewer than 12 characters") });
  });
});

test("what changes something is in the audit log, under the name of the shell's account", async () => {
  const auditEvents = await database.sql`select actor, action from frescura.audit_log`;
  expect(auditEvents.every(({ actor }) => /^cli:\S/.test(actor))).toBe(true);
  expect(new Set(auditEvents.map(({ action }) => action))).toEqual(
    new Set([
      "database.migrate",
      "refresh.request",
      "view.refresh",
      "token.create",
      "token.revoke",
      "user.create",
    ]),
  );
});
