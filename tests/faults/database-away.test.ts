import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/client";
import { Door } from "@/tests/support/door";
import { OwnServer } from "@/tests/support/own-server";
import { Processes, type Running } from "@/tests/support/processes";
import { until } from "@/tests/support/wait";

let server: OwnServer;
let door: Door;
const processes = new Processes();
const sql = () => server.sql;

beforeAll(async () => {
  server = await OwnServer.start();
  door = new Door(server.url);
  await door.open();
});
afterEach(async () => {
  await processes.end();
  await door.open();
});
afterAll(async () => {
  await door.refuse();
  await server.remove();
});

const sell = (folio: string) => sql()`insert into cpg_pos (folio, monto_total) values (${folio}, 25000)`;
const answered = (folio: string) =>
  until(`the event of ${folio} is answered`, async () => {
    const [row] = await sql()`
      select from frescura.refresh_triggers t join frescura.refresh_log l on l.id = t.refresh_id
        join cpg_pos p on p.id::text = t.source_key where p.folio = ${folio} and l.status = 'completed'`;
    return row !== undefined;
  });

/** The pauses that each task of a worker took, in their order. */
function pausesByTask(worker: Running): number[][] {
  const tasks = new Map<string, number[]>();
  for (const { task, retry_ms } of worker.lines()) {
    if (task && retry_ms) tasks.set(task, [...(tasks.get(task) ?? []), retry_ms]);
  }
  return [...tasks.values()];
}

const pausesGrow = (worker: Running) =>
  until("the pauses have grown", async () => pausesByTask(worker).some((pauses) => pauses.length >= 4));

/** Half to all of half a second, one second, two … and never more than 30. */
function expectBackoff(worker: Running): void {
  for (const pauses of pausesByTask(worker)) {
    for (const [failures, pause] of pauses.entries()) {
      const longest = Math.min(30_000, 500 * 2 ** failures);
      expect(pause).toBeGreaterThanOrEqual(longest / 2);
      expect(pause).toBeLessThanOrEqual(longest);
    }
  }
}

test("connections refused: a worker tries again, later and later, and goes on by itself", async () => {
  const worker = processes.worker({ DATABASE_URL: door.url });
  await worker.until("listening for events");
  await door.refuse();
  await sell("REFUSED");
  await pausesGrow(worker);
  expectBackoff(worker);

  await door.open();
  await answered("REFUSED");
  // Each task told of its trouble once, and the process is the one it was.
  const errors = worker.lines().filter(({ level, retry_ms }) => level >= 50 && retry_ms);
  expect(new Set(errors.map(({ task }) => task)).size).toBe(errors.length);
  expect(await worker.end()).toBe(0);
});

test("a proxy hangs up on every connection: a worker does not hammer it, and goes on by itself", async () => {
  const worker = processes.worker({ DATABASE_URL: door.url });
  await worker.until("listening for events");
  door.hangUp();
  await sell("HUNG-UP");
  await pausesGrow(worker);
  expectBackoff(worker);
  // A handful per task, where postgres.js alone would come several hundred times a second.
  expect(door.turnedAway).toBeLessThan(200);

  await door.open();
  await answered("HUNG-UP");
  expect(await worker.end()).toBe(0);
});

test("after many failures the first request finds the server that is back", async () => {
  const client = connect(door.url, "frescura tests", 2);
  try {
    await door.refuse();
    for (let failures = 0; failures < 12; failures++) {
      await expect(client`select 1`).rejects.toMatchObject({ code: "ECONNREFUSED" });
    }
    // What postgres.js would wait here by itself are 10 to 20 seconds.
    const { backoff } = client.options as unknown as { backoff: (failures: number) => number };
    expect(backoff(1_000)).toBeLessThanOrEqual(1);
    await door.open();
    expect(await client`select 1 as one`).toMatchObject([{ one: 1 }]);
  } finally {
    await client.end({ timeout: 1 });
  }
});

test.each(["fast", "immediate"] as const)(
  "the server is restarted (%s) under a worker in the middle of a refresh: logged with its cause, and no event is lost",
  async (mode) => {
    const worker = processes.worker({ DATABASE_URL: server.url });
    await worker.until("listening for events");
    const holder = await sql().reserve();
    await holder`begin`;
    await holder`lock table cpg_consignment in access exclusive mode`;
    await sell(mode);
    const running = await until("the refresh waits for the table", async () => {
      const [row] = await sql()`
        select l.id from frescura.refresh_log l join pg_stat_activity a on a.pid = l.backend_pid
         where l.status = 'running' and a.wait_event = 'relation'`;
      return row;
    });
    await server.stop(mode);
    await server.resume();

    await answered(mode);
    const [dead] = await sql()`
      select status, error_code, error_message, refresh_completed_at - refresh_started_at < interval '1 minute' as soon
        from frescura.refresh_log where id = ${running.id}`;
    expect(dead).toMatchObject({ status: "failed", error_code: "57P01", soon: true });
    expect(dead!.error_message).toMatch(/server restarted|session that ran this refresh/);
    expect(await sql()`select from frescura.refresh_log where status = 'running'`).toHaveLength(0);

    // It listens anew: what commits now is heard, with no schedule to help.
    await until("it listens again", async () => {
      const [row] = await sql()`select from pg_stat_activity where application_name = 'frescura listener'`;
      return row !== undefined;
    });
    await sell(`${mode} again`);
    await answered(`${mode} again`);
    expect(await worker.end()).toBe(0);
  },
);
