import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/cron/[tier]/route";
import { openDb } from "@/db/client";
import { cliActor } from "@/server/actor";
import { installCronJobs } from "@/server/cron/install";
import { uninstallCronJobs } from "@/server/cron/uninstall";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { runDue } from "@/server/schedules/run-due";
import { migrateWithStrategy } from "@/tests/support/strategy";
import { breakAuditLog } from "../support/audit-faults";
import { frescura, jsonOf } from "../support/cli";
import { type CronServer, startCronServer } from "../support/cron-server";
import { locate, PG_CRON } from "../support/programs";
import { psql } from "../support/psql";
import { snippetWith } from "../support/snippets";

const SECRET = "a-secret-of-the-cron-driver";
const bin = locate(PG_CRON);
let server: CronServer;
let db: ReturnType<typeof openDb>;
let looking = true;

/** The source's own lines, which come every five minutes at best: pg_cron knows nothing shorter than a minute. */
const LINES = snippetWith("CREATE EXTENSION IF NOT EXISTS pg_cron");
const EVERY_MINUTE = `
  select cron.schedule(jobname, '* * * * *', command) from cron.job where jobname not like 'frescura-%'`;
/** Fails before anything of it is logged: the whole statement is taken back. */
const BROKEN = "select refresh_universal_transactions_logged('cron', 'broken'), 1 / (random() * 0)::int";
const KILLED = "select refresh_universal_transactions_logged('cron', 'killed') from pg_sleep(600)";
const KILLED_TRACKED = "call frescura.refresh_tracked('stuck', 'cron', 'tracked_job')";

const cli = (...args: string[]) => frescura(["cron", ...args], { DATABASE_URL: server.url });
const failures = async () => [
  ...(await db.sql`
    select v.slug, l.trigger_type, l.triggered_by, l.error_code, l.error_message from mv_refresh_log l join frescura.views v on v.id = l.view_id
     where l.status = 'failed' order by v.slug, l.error_code`),
];

describe.skipIf(!bin)("pg_cron", () => {
  beforeAll(async () => {
    server = await startCronServer(bin!);
    await migrateWithStrategy(server.url);
    amendEnv({ DATABASE_URL: server.url, CRON_SECRET: SECRET, LOG_LEVEL: "silent" });
    db = openDb({ url: server.url, applicationName: "frescura tests", refreshMax: 4 });
  }, 120_000);
  afterAll(async () => {
    looking = false;
    await closeDb();
    await db?.end();
    amendEnv({ DATABASE_URL: "", CRON_SECRET: "" });
    await server?.stop();
  });

  test("without the extension, install says what to do, and status too", async () => {
    expect(await cli("install")).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(
        /This database does not have pg_cron\. .*cron\.database_name = 'frescura'.*create extension pg_cron/,
      ),
    });
    expect((await cli("status")).stdout).toMatch(/^pg_cron is on this server, and not in this database/);
    expect(jsonOf(await cli("uninstall", "--json"))).toEqual({ removed: 0 });
  });

  test("takes the strategy's lines as they stand, and lists them by the strategy's query", async () => {
    await psql(server.url, LINES);
    const listed = await psql(server.url, "SELECT * FROM cron.job;", ["--csv"]);
    for (const name of [
      "refresh-universal-transactions-hourly",
      "refresh-universal-transactions-frequent",
      "process-mv-refresh-events",
    ]) {
      expect(listed).toContain(name);
    }
    expect((await cli("status")).stdout).toMatch(
      /^refresh-universal-transactions-frequent +\*\/15 9-18 \* \* 1-5 +SELECT refresh_universal/m,
    );
  });

  test.each(["refuses", "dies"] as const)(
    "where the audit log %s, no job is made or removed",
    async (fault) => {
      const admin = cliActor("tests");
      const jobs = async () => [
        ...(await db.sql`select jobname, schedule, command from cron.job order by 1`),
      ];
      const acts = [() => installCronJobs(admin), () => uninstallCronJobs(admin)];
      for (const act of acts) {
        const before = await jobs();
        const mend = await breakAuditLog(db.sql, fault);
        await expect(act()).rejects.toThrow();
        await mend();
        expect(await jobs()).toEqual(before);
        await act();
        expect(await jobs()).not.toEqual(before);
      }
    },
  );

  test("install makes a job for each tier, keeps what is there, follows the schedules, and is undone", async () => {
    const first = jsonOf(await cli("install", "--json"));
    expect(first.time_zone).toBe("GMT");
    expect(first.jobs).toEqual([
      {
        jobname: "frescura-events",
        schedule: "*/5 * * * *",
        command: "CALL frescura.run_due('events', 'pg_cron')",
        change: "made",
      },
      {
        jobname: "frescura-hourly",
        schedule: "0 * * * *",
        command: "CALL frescura.run_due('hourly', 'pg_cron')",
        change: "made",
      },
      {
        jobname: "frescura-upkeep",
        schedule: "* * * * *",
        command: "CALL frescura.upkeep('pg_cron')",
        change: "made",
      },
      // 9 to 18 in Mexico City is not 9 to 18 in GMT: it comes every hour, and the database decides.
      {
        jobname: "frescura-verification",
        schedule: "30 * * * *",
        command: "CALL frescura.run_due('verification', 'pg_cron')",
        change: "made",
      },
      {
        jobname: "frescura-working-hours",
        schedule: "*/15 * * * *",
        command: "CALL frescura.run_due('working-hours', 'pg_cron')",
        change: "made",
      },
    ]);
    const again = await cli("install");
    expect(again.stdout.match(/^kept /gm)).toHaveLength(5);
    expect(again.stdout).toContain("pg_cron counts in GMT.");

    await db.sql`insert into frescura.schedules (tier, cron, time_zone) values ('nightly', '30 3 * * *', 'UTC'), ('late', '0 3 * * *', 'Asia/Kolkata')`;
    await db.sql`update frescura.schedules set enabled = false where tier = 'hourly'`;
    await db.sql`select cron.alter_job(jobid, active => false) from cron.job where jobname = 'frescura-events'`;
    const changed = jsonOf(await cli("install", "--json")).jobs.map((job: Record<string, string>) => [
      job.jobname,
      job.schedule,
      job.change,
    ]);
    expect(changed).toEqual([
      ["frescura-events", "*/5 * * * *", "changed"],
      ["frescura-hourly", "0 * * * *", "removed"],
      ["frescura-late", "* * * * *", "made"],
      ["frescura-nightly", "30 3 * * *", "made"],
      ["frescura-upkeep", "* * * * *", "kept"],
      ["frescura-verification", "30 * * * *", "kept"],
      ["frescura-working-hours", "*/15 * * * *", "kept"],
    ]);
    expect(jsonOf(await cli("uninstall", "--json"))).toEqual({ removed: 6 });
    expect(await db.sql`select from cron.job`).toHaveLength(3);
    await db.sql`delete from frescura.schedules where tier in ('nightly', 'late')`;
    await db.sql`update frescura.schedules set enabled = true`;
  });

  describe("when its minute comes", () => {
    beforeAll(async () => {
      await db.sql.unsafe(`
        create table divisors (n int); insert into divisors values (1);
        create materialized view stuck as select n, pg_sleep(case when n = 0 then 600 else 0 end) is null as slept from divisors;
        create materialized view shared as select n from divisors;
        create unique index on stuck (n); create unique index on shared (n);
        select frescura.register('stuck'); select frescura.register('shared');
        update frescura.schedules set enabled = false;
        insert into frescura.schedules (view_id, tier, cron, created_at) select id, 'minutely', '* * * * *', now() - interval '1 day' from frescura.views where slug = 'shared';
        refresh materialized view stuck; update divisors set n = 0;
        insert into cpg_pos (monto_total) values (50000);
        ${EVERY_MINUTE}`);
      await cli("install");
      await db.sql`select cron.schedule('broken', '* * * * *', ${BROKEN})`;
      await db.sql`select cron.schedule('killed', '* * * * *', ${KILLED})`;
      await db.sql`select cron.schedule('tracked', '* * * * *', ${KILLED_TRACKED})`;
      // The other two drivers look all the time, so that all three meet at each slot.
      const others = Promise.all([drive(worker), drive(http)]);
      await waitFor("each job has begun", async () => {
        const [row] =
          await db.sql`select count(distinct jobid)::int as begun from cron.job_run_details where status in ('running', 'succeeded', 'failed')`;
        return row!.begun >= 8;
      });
      await waitFor("the two that hang do so", async () => {
        const rows =
          await db.sql`select from pg_stat_activity where wait_event = 'PgSleep' and query ~ 'pg_sleep|stuck'`;
        return rows.length >= 2;
      });
      // Not switched off: that would cancel those under way.
      await db.sql`select cron.alter_job(jobid, schedule => '0 0 1 1 *') from cron.job`;
      await waitFor("all others have ended", async () => {
        const rows = await db.sql`
          select from cron.job_run_details where status not in ('succeeded', 'failed') and command not in (${KILLED}, ${KILLED_TRACKED})`;
        return rows.length === 0;
      });
      await db.sql`select pg_terminate_backend(pid) from pg_stat_activity where query in (${KILLED}, ${KILLED_TRACKED})`;
      await waitFor("pg_cron has noted every end", async () => {
        const rows =
          await db.sql`select from cron.job_run_details where status not in ('succeeded', 'failed')`;
        return rows.length === 0;
      });
      looking = false;
      await others;
    }, 300_000);

    test("the strategy's jobs refresh, and drain the events", async () => {
      const ran = await db.sql`
        select j.jobname, bool_and(d.status = 'succeeded') as well from cron.job_run_details d join cron.job j using (jobid)
         where j.command like 'SELECT %' group by 1 order by 1`;
      expect(ran).toEqual([
        { jobname: "process-mv-refresh-events", well: true },
        { jobname: "refresh-universal-transactions-frequent", well: true },
        { jobname: "refresh-universal-transactions-hourly", well: true },
      ]);
      const log = await db.sql`
        select l.status, l.trigger_type, l.triggered_by from mv_refresh_log l join frescura.views v on v.id = l.view_id
         where v.slug = 'universal-transactions' and l.trigger_type = 'cron' and l.triggered_by <> 'pg_cron'`;
      // Those of one moment share a refresh, so either name may stand there.
      expect(log.length).toBeGreaterThan(0);
      for (const row of log) {
        expect(row).toMatchObject({
          status: "completed",
          triggered_by: expect.stringMatching(/^(hourly|frequent)_job$/),
        });
      }
      expect(await db.sql`select from universal_transactions_mv where monto_total = 50000`).toHaveLength(1);
      expect(await db.sql`select from mv_refresh_triggers where processed_at is null`).toHaveLength(0);
    });

    test("three drivers at one slot run it once", async () => {
      const slots = await db.sql`
        select r.due_at, r.driver, r.outcome, r.refresh_id from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id
         where s.tier = 'minutely' order by 1`;
      expect(slots.length).toBeGreaterThan(0);
      expect(new Set(slots.map(({ due_at }) => +due_at)).size).toBe(slots.length);
      const refreshes =
        await db.sql`select id, triggered_by from mv_refresh_log l where view_id = frescura.view_id('shared') order by id`;
      expect(refreshes.map(({ id }) => id)).toEqual(
        slots.filter(({ outcome }) => outcome !== "covered").map(({ refresh_id }) => refresh_id),
      );
      // pg_cron came to them, too, and found them taken or took them.
      const [own] = await db.sql`
        select count(*)::int as runs from cron.job_run_details d join cron.job j using (jobid) where j.jobname = 'frescura-minutely' and d.status = 'succeeded'`;
      expect(own!.runs).toBeGreaterThan(0);
    });

    test("what failed before our log could know of it is taken over, once, by whichever driver comes first", async () => {
      const broken =
        await db.sql`select from cron.job_run_details where status = 'failed' and command = ${BROKEN}`;
      const killed =
        await db.sql`select from cron.job_run_details where status = 'failed' and command = ${KILLED}`;
      await Promise.all(Array.from({ length: 8 }, importFailures));
      await importFailures();
      const found = await failures();
      expect(found.filter(({ error_message }) => /division by zero/.test(error_message))).toHaveLength(
        broken.length,
      );
      const died = found.filter(
        ({ slug, error_code }) => slug === "universal-transactions" && error_code === "57P01",
      );
      expect(died).toHaveLength(killed.length);
      expect(died[0]).toMatchObject({ trigger_type: "cron", triggered_by: "pg_cron" });
    });

    test("what died in our own hands is on record once, as what it was", async () => {
      // As the upkeep of every driver does; whether one came to it since the end is chance.
      await Promise.all(Array.from({ length: 8 }, () => db.sql`select frescura.reap()`));
      const stuck = (await failures()).filter(({ slug }) => slug === "stuck");
      const runs = await db.sql`select from cron.job_run_details where command = ${KILLED_TRACKED}`;
      expect(stuck).toHaveLength(runs.length);
      for (const one of stuck)
        expect(one).toMatchObject({ error_code: "57P01", triggered_by: "tracked_job" });
    });

    test("status tells how each went last", async () => {
      const { stdout } = await cli("status");
      expect(stdout).toMatch(/^broken +.*failed: ERROR: +division by zero$/m);
      expect(stdout).toMatch(/^frescura-minutely +.*succeeded$/m);
    });
  });
});

const importFailures = () => db.sql`select frescura.import_cron_failures()`;
const worker = () => runDue({ db, driver: "worker", tier: "minutely" });
const http = async () => {
  const request = new Request("http://localhost/api/cron/minutely", {
    headers: { authorization: `Bearer ${SECRET}` },
  });
  const answer = await GET(request, { params: Promise.resolve({ tier: "minutely" }) });
  expect(answer.status).toBe(200);
};

async function drive(look: () => Promise<unknown>): Promise<void> {
  while (looking) {
    await look();
    await sleep(100);
  }
}

/** Waits for pg_cron, whose minute nobody can hurry; the limit only ends a run that would hang. */
async function waitFor(what: string, ask: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 150_000; !(await ask()); await sleep(200)) {
    if (Date.now() > end) throw new Error(`gave up waiting until ${what}`);
  }
}
