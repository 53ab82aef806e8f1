import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { migrateWithStrategy } from "@/tests/support/strategy";
import { frescura, jsonOf } from "../support/cli";
import { type CronServer, startCronServer } from "../support/cron-server";
import { documentedRights } from "../support/documented-rights";
import { locate, PG_CRON } from "../support/programs";
import { databaseUrl } from "../support/urls";

const bin = locate(PG_CRON);
const APP = "frescura_app";
const MINUTES_TWO = 120_000;
let server: CronServer;
/** Where pg_cron is: nothing of ours is there. */
let there: Sql;
let sql: Sql;
let appUrl: string;

const cron = (...args: string[]) => frescura(["cron", ...args], { DATABASE_URL: appUrl });
const jobs = () => there`select jobname, database, username from cron.job order by jobname`;
const fact = async () => {
  const [row] =
    await sql`select severity, detail ->> 'code' as code, cure from frescura.host() where fact = 'cron'`;
  return row!;
};

describe.skipIf(!bin)("pg_cron in another database", () => {
  beforeAll(async () => {
    server = await startCronServer(bin!);
    there = connect(server.url, "frescura tests", 1);
    await there.unsafe(`create extension pg_cron; create role ${APP} login`);
    await there.unsafe(`create database shop owner ${APP}`);
    const own = new URL(databaseUrl(server.url, "shop"));
    own.username = APP;
    appUrl = own.href;
    await migrateWithStrategy(appUrl);
    sql = connect(appUrl, "frescura tests", 2);
  }, MINUTES_TWO);
  afterAll(async () => {
    await sql?.end({ timeout: 1 });
    await there?.end({ timeout: 1 });
    await server?.stop();
  });

  test("is not known to a role that may not see where; told where, or given the right, it is", async () => {
    expect(await fact()).toMatchObject({ severity: "ok", code: "available" });
    expect((await cron("status")).stdout).toMatch(/not in this database/);
    await there.unsafe(`grant pg_read_all_settings to ${APP}`);
    expect(await fact()).toMatchObject({ severity: "info", code: "elsewhere" });
    expect((await cron("status")).stdout).toMatch(/^pg_cron is in the database frescura: run cron install/);
    // The function says so as well, to whoever calls it by psql.
    await expect(sql`select * from frescura.cron_install()`).rejects.toMatchObject({
      code: "0A000",
      hint: expect.stringMatching(/in the database frescura\. There: the statements/),
    });
  });

  test("where the role may not make jobs there, the statements are printed", async () => {
    const refused = await cron("install");
    expect(refused).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /could not be done there: permission denied[\s\S]*cron\.schedule_in_database\(/,
      ),
    });
    expect(await jobs()).toHaveLength(0);
  });

  test("those of the doctor, run there by somebody who may, make jobs that run as our role", async () => {
    const { cure } = await fact();
    await there.unsafe(cure.replace(/^--.*\n/, ""));
    const made = await jobs();
    expect(made.map(({ jobname }) => jobname)).toEqual(
      expect.arrayContaining(["frescura-hourly@shop", "frescura-upkeep@shop"]),
    );
    expect(new Set(made.map(({ database, username }) => `${database} ${username}`))).toEqual(
      new Set([`shop ${APP}`]),
    );
    await there`select cron.unschedule(jobid) from cron.job`;
  });

  test("where it may, they are made, follow the schedules, and are taken out again", async () => {
    await there.unsafe(documentedRights().get("pg_cron elsewhere")!);
    expect(jsonOf(await cron("install", "--json")).elsewhere).toMatchObject({
      database: "frescura",
      problem: null,
    });
    const first = await jobs();
    expect(first.length).toBeGreaterThan(2);
    await there`select cron.schedule('theirs', '0 0 1 1 *', 'select 1')`;
    await sql`update frescura.schedules set enabled = false where tier = 'hourly'`;
    await cron("install");
    const names = (await jobs()).map(({ jobname }) => jobname);
    expect(names).not.toContain("frescura-hourly@shop");
    expect(names).toContain("theirs");
    expect(jsonOf(await cron("uninstall", "--json"))).toMatchObject({
      removed: 0,
      elsewhere: { problem: null },
    });
    expect((await jobs()).map(({ jobname }) => jobname)).toEqual(["theirs"]);
    const logged =
      await sql`select action, detail from frescura.audit_log where action like 'cron.%' order by id desc limit 1`;
    expect(logged).toEqual([{ action: "cron.uninstall", detail: { asked: true, database: "frescura" } }]);
  });

  test(
    "how it goes is known by its sign of life, since its tables cannot be read from here",
    async () => {
      await cron("install");
      // A minute at most: pg_cron knows nothing shorter.
      while ((await fact()).code !== "driving") await sleep(200);
      expect(await fact()).toMatchObject({ severity: "ok", cure: null });
      await cron("uninstall");
      await sql`update frescura.drivers set seen_at = seen_at - interval '1 hour'`;
      expect(await fact()).toMatchObject({ severity: "warning", code: "silent" });
    },
    MINUTES_TWO,
  );
});

describe.skipIf(!bin)("pg_cron here", () => {
  let own: CronServer;
  let here: Sql;
  beforeAll(async () => {
    own = await startCronServer(bin!);
    await migrateWithStrategy(own.url);
    here = connect(own.url, "frescura tests", 1);
  }, MINUTES_TWO);
  afterAll(async () => {
    await here?.end({ timeout: 1 });
    await own?.stop();
  });

  test("is driven by a role that has the documented rights, and no others", async () => {
    await here.unsafe("create extension pg_cron");
    await here.unsafe(`create role ${APP} login`);
    await here.unsafe(`grant create, connect, temporary on database frescura to ${APP}`);
    await here.unsafe(`grant all on all tables in schema frescura to ${APP}; grant usage on schema frescura to ${APP};
      grant execute on all routines in schema frescura to ${APP}`);
    const address = new URL(own.url);
    address.username = APP;
    const app = connect(address.href, "frescura tests app", 1);
    const install = () => app`select jobname, change from frescura.cron_install()`;
    await expect(install()).rejects.toMatchObject({ code: "42501" });
    await here.unsafe(documentedRights().get("pg_cron")!);
    expect(new Set((await install()).map(({ change }) => change))).toEqual(new Set(["made"]));
    expect(new Set((await install()).map(({ change }) => change))).toEqual(new Set(["kept"]));
    expect(await app`select frescura.import_cron_failures() as taken`).toEqual([{ taken: 0 }]);
    await app`update frescura.schedules set enabled = false where tier = 'hourly'`;
    expect((await install()).map(({ change }) => change)).toContain("removed");
    expect(await app`select frescura.cron_uninstall() > 0 as gone`).toEqual([{ gone: true }]);
    await app`update frescura.schedules set enabled = true where tier = 'hourly'`;
    await app.end();
  });

  test("a job that calls a function which is gone is told, and its cure takes it away", async () => {
    const found = () => here`select severity, cure, detail from frescura.host() where fact = 'cron_jobs'`;
    await here.unsafe(`select * from frescura.cron_install();
      select cron.schedule('former', '* * * * *', 'call mv_run_due(''hourly'')');
      select cron.schedule('foreign', '* * * * *', 'call theirs.work()')`);
    const [gone, ...more] = await found();
    expect(gone).toMatchObject({
      severity: "warning",
      detail: { code: "gone", job: "former", function: "mv_run_due" },
    });
    expect(more).toEqual([]);
    await here.unsafe(gone!.cure);
    expect(await found()).toHaveLength(0);
  });
});
