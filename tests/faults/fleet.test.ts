import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { latestDue } from "@/lib/schedule/due";
import { type App, startApp } from "@/scripts/test/app";
import { cliActor } from "@/server/actor";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { createToken } from "@/server/tokens/create";
import { OwnServer } from "@/tests/support/own-server";
import { Processes } from "@/tests/support/processes";
import { difference, NONE } from "@/tests/support/sessions";
import { until } from "@/tests/support/wait";
import { startWriter } from "@/tests/support/writer";

const VIEW = "universal_transactions_mv";
const CRON_SECRET = "only-for-the-tests-of-several-instances";
let server: OwnServer;
let apps: App[] = [];
let token: string;
const processes = new Processes();
const sql = () => server.sql;

beforeAll(async () => {
  server = await OwnServer.start();
  amendEnv({ DATABASE_URL: server.url, LOG_LEVEL: "silent" });
  token = (await createToken(cliActor("tests"), { name: "tests", role: "cfo" })).token;
  const settings = { DATABASE_URL: server.url, WORKER: "off", CRON_SECRET };
  // One after the other: the first may have to build.
  for (let i = 0; i < 2; i++) apps.push(await startApp(settings));
}, 600_000);
beforeEach(async () => {
  await sql().unsafe(`
    truncate frescura.schedule_runs, frescura.refresh_log, frescura.refresh_triggers, cpg_pos, cpg_consignment;
    update frescura.schedules set created_at = clock_timestamp()`);
  await sql()`delete from frescura.refresh_triggers`;
});
afterEach(() => processes.end());
afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  apps = [];
  await closeDb();
  amendEnv({ DATABASE_URL: "" });
  await server?.remove();
});

const worker = () => processes.worker({ DATABASE_URL: server.url });
const get = (app: App, path: string, bearer: string) =>
  fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${bearer}` } });
const deliver = (app: App, tier = "hourly") =>
  get(app, `/api/cron/${tier}`, CRON_SECRET).then(async (answer) => {
    expect(answer.status).toBe(200);
    return (await answer.json()) as { claimed: boolean };
  });
const attempts = () => sql()`select id, status, trigger_type from frescura.refresh_log order by id`;
const runs = (tier = "hourly") =>
  sql()`select r.due_at, r.driver, r.outcome from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id
         where s.tier = ${tier} order by r.due_at`;
const runsEnded = () =>
  until("the slot is done with", async () => {
    const all = await runs();
    return all.length > 0 && all.every(({ outcome }) => outcome);
  });
/** Once a day, so that no slot falls due in the middle of a test. */
const DAILY = { cron: "0 3 * * *", timeZone: "America/Mexico_City" };
/** The slots of the last days are due: nothing has run since. */
const missDays = () => sql()`
  update frescura.schedules set cron = ${DAILY.cron}, time_zone = ${DAILY.timeZone}, created_at = clock_timestamp() - interval '9 days'
   where tier = 'hourly'`;

test("four workers, two web instances, a writer, and PostgreSQL restarts in the middle: every event is covered, and the view is exact", async () => {
  const workers = [worker(), worker(), worker(), worker()];
  await Promise.all(workers.map((each) => each.until("listening for events")));
  const writer = startWriter(server.url, 42);
  await until("refreshes go on under the writer", async () => (await attempts()).length >= 3);

  await server.stop("immediate");
  for (const app of apps) {
    const answer = await get(app, "/api/v1/mv/health", token);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: "database_unavailable" });
    expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
  }
  await server.resume();
  const [{ id: last }] = await sql()<
    [{ id: number }]
  >`select coalesce(max(id), 0) as id from frescura.refresh_log`;
  await until("the writer writes again, and is refreshed for", async () => {
    const [row] =
      await sql()`select count(*) as count from frescura.refresh_log where id > ${last} and status = 'completed'`;
    return row!.count >= 3;
  });
  await writer.stop();
  await until("no event waits, and nothing runs", async () => {
    const [row] = await sql()`
      select (select count(*) from frescura.refresh_triggers where processed_at is null)
           + (select count(*) from frescura.refresh_log where status = 'running') as open`;
    return row!.open === 0;
  });

  // The writer's last write is an event, so all before it is in the view too.
  expect(await difference(sql(), VIEW)).toEqual(NONE);
  const [uncovered] = await sql()`
    select count(*) from frescura.refresh_triggers t left join frescura.refresh_log l on l.id = t.refresh_id
     where l.status is distinct from 'completed' or not pg_visible_in_snapshot(t.xid, l.snapshot)`;
  expect(uncovered).toEqual({ count: 0 });
  const [events] = await sql()`select count(*) from frescura.refresh_triggers`;
  expect(events!.count).toBeGreaterThan(writer.eventsMin());
  for (const app of apps) expect((await get(app, "/api/v1/mv/health", token)).status).toBe(200);
  for (const each of workers) expect(each.alive()).toBe(true);
  expect(await Promise.all(workers.map((each) => each.end()))).toEqual([0, 0, 0, 0]);
}, 180_000);

describe("a due slot", () => {
  test("is run once by fifty deliveries at the same time on two instances", async () => {
    await missDays();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => deliver(apps[i % 2]!)));
    expect(answers.filter(({ claimed }) => claimed)).toHaveLength(1);
    expect(await attempts()).toMatchObject([{ status: "completed", trigger_type: "cron" }]);
    expect(await runs()).toMatchObject([{ outcome: "completed" }]);
  });

  test("is run once by three drivers at once: two workers and deliveries to two instances", async () => {
    await missDays();
    const workers = [worker(), worker()];
    const deliveries = await Promise.all(apps.flatMap((app) => [deliver(app), deliver(app)]));
    await Promise.all(workers.map((each) => each.until("listening for events")));
    await runsEnded();
    expect(deliveries.filter(({ claimed }) => claimed).length).toBeLessThanOrEqual(1);
    expect(await attempts()).toMatchObject([{ status: "completed", trigger_type: "cron" }]);
    expect(await runs()).toHaveLength(1);
  });

  test("makes up, once, for all that were missed while nothing drove", async () => {
    await missDays();
    await sql()`
      insert into frescura.schedule_runs (schedule_id, due_at, driver, claimed_at, completed_at, outcome)
      select id, now() - interval '5 days', 'worker', now() - interval '5 days', now() - interval '5 days', 'completed'
        from frescura.schedules where tier = 'hourly'`;
    worker();
    await until(
      "the missed slot is done with",
      async () => (await runs()).at(-1)?.outcome === "completed" && (await runs()).length === 2,
    );
    await deliver(apps[0]!);
    const all = await runs();
    expect(all).toHaveLength(2);
    expect(all[1]!.due_at).toEqual(latestDue(DAILY, new Date()));
    expect(await attempts()).toHaveLength(1);
  });
});
