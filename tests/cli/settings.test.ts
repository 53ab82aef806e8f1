import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvent } from "@/lib/contract/audit-log";
import { viewSettings } from "@/lib/contract/view-settings";
import { writeAttempt } from "@/tests/support/attempts";
import { type CliRun, frescura, jsonOf } from "@/tests/support/cli";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const run = (...args: string[]) => frescura(args, { DATABASE_URL: database.url });

beforeAll(async () => {
  database = await createDatabase();
  await database.sql.unsafe(`
    create table sale (id integer primary key, total numeric(14,2));
    insert into sale values (1, 100);
    create materialized view sales_mv as select id, total from sale;
    create unique index on sales_mv (id);
    select frescura.register('sales_mv')`);
});
afterAll(() => database.drop());

const ok = (result: CliRun) => {
  expect(result).toMatchObject({ code: 0, stderr: "" });
  return result.stdout;
};

describe("views", () => {
  test("set --target takes windows and deadlines, and feasibility says what could be kept of them", async () => {
    const targets = ["15m mon-fri 9:00-18:00", "30m mon-fri by 8:55"];
    expect(ok(await run("views", "set", "sales", "--target", ...targets))).toMatch(
      /^targets +15m mon-fri 09:00-18:00; 30m mon-fri by 08:55$/m,
    );
    expect(ok(await run("views", "feasibility", "sales"))).toMatch(/^30m mon-fri by 08:55 +not known yet$/m);
    await writeAttempt(database.sql, "sales", { began: 60, ms: 9000 });
    const judged = ok(await run("views", "feasibility", "sales", "--sla", "5s", "--target", "off"));
    expect(judged).toMatch(/^5s +impossible: not below 42s \(kept [\d.]+%\)$/m);
    expect(judged).toMatch(/^a refresh takes +9 s/m);
    await database.sql`truncate frescura.refresh_log cascade`;
    expect(ok(await run("views", "set", "sales", "--target", "off"))).toMatch(/^targets +–$/m);
    expect((await run("views", "set", "sales", "--target", "always")).code).toBe(2);
  });

  test("set: what is left out stays, and nonsense is refused", async () => {
    const change = [
      "--sla",
      "30m",
      "--run-max",
      "1h",
      "--lock-timeout",
      "5s",
      "--enabled",
      "off",
      "--failures-max",
      "3",
    ];
    const set = viewSettings.parse(jsonOf(await run("views", "set", "sales", ...change, "--json")));
    expect(set).toMatchObject({
      ...{ sla_seconds: 1800, stale_seconds: 7200, run_seconds_max: 3600, lock_timeout_ms: 5000 },
      ...{ enabled: false, failures_max: 3, retry_seconds: 30, title: "Sales" },
    });
    expect(ok(await run("views", "set", "sales", "--enabled", "on"))).toMatch(/^enabled +on$/m);
    expect(await run("views", "set", "sales")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--sla 30m"),
    });
    const wrong = await run("views", "set", "sales", "--stale", "1m");
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("before the SLA does") });
    expect((await run("views", "set", "sales", "--read-policy", "guess")).code).toBe(2);
  });

  test("watch and unwatch", async () => {
    expect(ok(await run("views", "watch", "sales", "sale", "--amount", "total", "--threshold", "500"))).toBe(
      "sale  events from 500 MXN on\n",
    );
    await database.sql`insert into sale values (2, 499), (3, 500)`;
    expect(await database.sql`select source_key from frescura.refresh_triggers`).toEqual([
      { source_key: "3" },
    ]);
    const nowhere = await run("views", "watch", "sales", "nowhere", "--amount", "total");
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('no table "nowhere"') });
    expect(jsonOf(await run("views", "unwatch", "sales", "sale", "--json"))).toMatchObject({
      unwatched: true,
    });
    expect((await run("views", "unwatch", "sales", "sale")).code).toBe(2);
  });

  test("remove says first what is lost, and does it when told so", async () => {
    const asked = await run("views", "remove", "sales");
    expect(asked).toMatchObject({ code: 2, stdout: "" });
    expect(asked.stderr).toMatch(/loses 0 refreshes in the log, 2 schedules, 1 waiting events.*--yes/);
    expect(jsonOf(await run("views", "remove", "sales", "--yes", "--json"))).toMatchObject({
      unregistered: true,
    });
    expect((await run("views", "remove", "sales", "--yes")).code).toBe(2);
    expect(await database.sql`select count(*)::int as n from sales_mv`).toEqual([{ n: 1 }]);
  });
});

describe("accounts", () => {
  test("are listed, changed, closed, opened and given another password", async () => {
    const create = (email: string, role: string) =>
      run("user", "create", "--email", email, "--name", role, "--role", role, "--json");
    await create("root@example.com", "admin");
    await create("ana@example.com", "ceo");
    expect(ok(await run("user", "set", "ana@example.com", "--role", "cfo"))).toBe(
      "ana@example.com is ceo, cfo.\n",
    );
    expect(ok(await run("user", "disable", "ana@example.com"))).toContain("may not sign in any more");
    const listed = ok(await run("user", "list"));
    expect(listed).toMatch(/ana@example.com +ceo +cfo .* disabled /);
    expect(listed).not.toContain("argon2");
    expect(jsonOf(await run("user", "enable", "ana@example.com", "--json")).disabled_at).toBeNull();
    expect(jsonOf(await run("user", "password", "ana@example.com", "--json")).password).toMatch(/^.{24}$/);
    const given = await frescura(
      ["user", "password", "ana@example.com", "--password-stdin"],
      { DATABASE_URL: database.url },
      "correct horse battery\n",
    );
    expect(ok(given)).toBe("ana@example.com has another password; its sessions have ended.\n");
  });

  test("keep the last admin, and say what is wrong", async () => {
    for (const args of [["disable"], ["set", "--role", "ops"]]) {
      const last = await run("user", args[0]!, "root@example.com", ...args.slice(1));
      expect(last).toMatchObject({ code: 1, stderr: expect.stringContaining("This is the last admin") });
    }
    expect(await run("user", "set", "root@example.com")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--role, --name or --groups"),
    });
    expect((await run("user", "disable", "nobody@example.com")).code).toBe(2);
    const prompt = await run("user", "password", "root@example.com", "--password-prompt");
    expect(prompt).toMatchObject({ code: 2, stderr: expect.stringContaining("needs a terminal") });
  });
});

test("audit-log tells who did what", async () => {
  const auditEvents = auditEvent
    .array()
    .parse(JSON.parse(ok(await run("audit-log", "--action", "user.", "--json"))));
  expect(auditEvents.map(({ action }) => action)).toEqual([
    ...[
      "user.password",
      "user.password",
      "user.update",
      "user.update",
      "user.update",
      "user.create",
      "user.create",
    ],
  ]);
  expect(ok(await run("audit-log", "--limit", "1"))).toMatch(/cli:\S+ +user.password +ana@example.com/);
  expect((await run("audit-log", "--limit", "none")).code).toBe(2);
});
