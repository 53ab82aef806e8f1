import { createServer } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CliRun, frescura, jsonOf } from "@/tests/support/cli";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Gate, Sessions } from "@/tests/support/sessions";
import { waitForLock } from "@/tests/support/wait";

const VIEW = "universal-transactions";
let database: TestDatabase;
let sessions: Sessions;
const sql = () => database.sql;
const run = (...args: string[]) =>
  frescura(args, { DATABASE_URL: database.url, ALLOW_PRIVATE_WEBHOOKS: "on" });
const ok = (result: CliRun) => {
  expect(result).toMatchObject({ code: 0, stderr: "" });
  return result.stdout;
};

beforeAll(async () => {
  database = await createDatabase();
});
beforeEach(() => {
  sessions = new Sessions(database.url);
});
afterEach(() => sessions.end());
afterAll(() => database.drop());

test("cancel ends a refresh that runs, and says when none does", async () => {
  const gate = await Gate.make(sessions);
  await sql().unsafe(`
    create materialized view slow as select 1 as id, gate() as passed;
    create unique index on slow (id);
    select frescura.register('slow')`);
  const runner = await sessions.start();
  await gate.shut();
  const running = runner.sql`call frescura.refresh_tracked('slow', 'cron', 'test')`.execute();
  await waitForLock(sql(), runner.pid);
  expect(ok(await run("cancel", "slow"))).toMatch(/^slow: refresh \d+ is cancelled\.$/m);
  expect((await running)[0]).toMatchObject({ status: "failed" });
  await gate.lift();
  expect(await run("cancel", "slow")).toMatchObject({
    code: 1,
    stderr: "frescura cancel: No refresh of this view is running.\n",
  });
  expect((await run("cancel", "nope")).code).toBe(2);
});

test("resume lets a suspended view go on", async () => {
  await sql()`update frescura.views set suspended_at = now() where slug = ${VIEW}`;
  expect(ok(await run("resume", VIEW))).toContain("is scheduled again");
  expect(ok(await run("resume", VIEW))).toContain("is not suspended");
  expect(jsonOf(await run("resume", VIEW, "--json"))).toEqual({ view: VIEW, resumed: false });
});

test("events list and retry", async () => {
  const [{ id }] = await sql()<[{ id: number }]>`
    insert into frescura.refresh_triggers (view_id, source_table, source_key, amount, currency, attempts, dead_letter_at, last_error)
    values (frescura.view_id(${VIEW}), 'cpg_pos', '7', 15000, 'USD', 5, now(), 'division by zero') returning id`;
  await sql()`insert into frescura.refresh_triggers (view_id, source_table, source_key, amount)
    values (frescura.view_id(${VIEW}), 'cpg_pos', '8', 20000)`;
  const listed = ok(await run("events", "list"));
  expect(listed).toMatch(/cpg_pos 8 +– +20000\.00 .* event refresh, 0 tries +\d{4}-/);
  expect(listed).toMatch(/cpg_pos 7 +– +15000\.00 USD .* set aside after 5 +– +division by zero/);
  expect(jsonOf(await run("events", "list", VIEW, "--state", "dead_letter", "--json")).events).toHaveLength(
    1,
  );
  expect((await run("events", "retry")).stderr).toContain("Say which");
  expect((await run("events", "retry", "x")).code).toBe(2);
  expect(ok(await run("events", "retry", String(id)))).toBe("1 event is asked for again.\n");
  expect(ok(await run("events", "retry", "--all"))).toBe("None of them was set aside.\n");
  await sql()`truncate frescura.refresh_triggers`;
});

test("sla says what was kept and what was not, with its cause", async () => {
  expect(ok(await run("sla", VIEW))).toContain("nothing to measure");
  await sql()`
    insert into frescura.refresh_log (view_id, view_oid, view_name, status, trigger_type, triggered_by, refresh_started_at, refresh_completed_at, refresh_duration_ms)
    select id, view_oid, view_name, 'completed', 'cron', 'invented', now() - make_interval(mins => m), now() - make_interval(mins => m), 5
      from frescura.views, unnest(array[180, 30]) m where slug = ${VIEW}`;
  const said = ok(await run("sla", VIEW, "--hours", "24"));
  expect(said).toMatch(/^universal-transactions +normal +99\.9% within 1h +(49|50)(\.\d+)?% +3h\S* +missed/m);
  expect(said).toMatch(/^universal-transactions +normal .* driver_silence/m);
  expect((await run("sla", "--check")).code).toBe(1);
  expect(jsonOf(await run("sla", VIEW, "--json"))).toMatchObject({ hours: 24, views: [{ slug: VIEW }] });
  expect(await run("sla", "--hours", "0")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("hours"),
  });
});

describe("alerts", () => {
  test("are listed in words, noted, and taken back", async () => {
    await sql()`update frescura.views set suspended_at = now() where slug = ${VIEW}`;
    const listed = ok(await run("alerts", "list"));
    expect(listed).toContain("too many refreshes failed in a row, so it is suspended");
    expect((await run("alerts", "list", "--check")).code).toBe(1);
    const [{ id }] = await sql()<[{ id: number }]>`select id from frescura.alerts where kind = 'suspended'`;
    expect(ok(await run("alerts", "ack", String(id)))).toMatch(/^Alert \d+ is noted by /);
    expect(ok(await run("alerts", "list"))).toContain("seen by");
    expect(ok(await run("alerts", "ack", String(id), "--undo"))).toContain("by nobody");
    expect((await run("alerts", "ack", "999999")).code).toBe(2);
  });
});

describe("channels", () => {
  test("are added, tested, changed, listed and removed", async () => {
    let status = 200;
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      bodies.push(body);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/hook`;

    expect(ok(await run("channels", "list"))).toContain("Alerts are told nowhere");
    const added = ok(await run("channels", "add", "webhook", url, "--name", "Slack"));
    const id = /^Channel (\d+), Slack/.exec(added)![1]!;
    expect(ok(await run("channels", "test", id))).toBe("The test was taken.\n");
    expect(bodies).toEqual([expect.stringContaining("Esta es una prueba de Frescura.")]);
    status = 500;
    expect(await run("channels", "test", id)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("answered 500"),
    });
    expect(ok(await run("channels", "set", id, "--enabled", "off", "--locale", "en"))).toContain("is off");
    expect(ok(await run("channels", "list"))).toMatch(/webhook +Slack +http:\S+\/hook +en +off/);
    expect(ok(await run("channels", "remove", id))).toBe(`Channel ${id} is removed.\n`);
    server.close();
  });

  test("refuse nonsense with 2", async () => {
    expect(await run("channels", "add", "webhook", "nowhere", "--name", "x")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("target is no http(s) URL"),
    });
    expect((await run("channels", "add", "pager", "x", "--name", "x")).code).toBe(2);
    expect((await run("channels", "set", "1")).code).toBe(2);
  });
});

test("views set takes the limit on missing money, and what to do behind a long transaction", async () => {
  const set = ok(await run("views", "set", VIEW, "--on-long-transaction", "skip", "--money-max", "50000"));
  expect(set).toMatch(/^long transaction +skip$/m);
  expect(set).toMatch(/^money missing, at most +50000 MXN$/m);
  expect(ok(await run("views", "set", VIEW, "--money-max", "off"))).toMatch(
    /^money missing, at most +no limit$/m,
  );
  expect((await run("views", "set", VIEW, "--money-max", "much")).code).toBe(2);
  expect((await run("views", "set", VIEW, "--money-currency", "pesos")).code).toBe(2);
});
