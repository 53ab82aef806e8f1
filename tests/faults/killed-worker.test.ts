import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Processes } from "@/tests/support/processes";
import { difference, Gate, NONE, Sessions } from "@/tests/support/sessions";
import { until } from "@/tests/support/wait";

let database: TestDatabase;
let sessions: Sessions;
const processes = new Processes();
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  sessions = new Sessions(database.url);
});
afterEach(async () => {
  await processes.end();
  await sessions.end();
});
afterAll(() => database.drop());

test("a worker killed in the middle of a drain: the attempt is logged with its cause, another worker goes on, no event is lost", async () => {
  const gate = await Gate.make(sessions);
  await sql().unsafe(`
    create materialized view gated_mv as select id, monto_total, gate() as passed from cpg_pos;
    create unique index on gated_mv (id);
    select frescura.register('gated_mv', 'gated');
    select frescura.watch('gated', 'cpg_pos', 'monto_total', 10000, 'id');
    delete from frescura.schedules`);
  const first = processes.worker({ DATABASE_URL: database.url });
  await first.until("listening for events");

  await gate.shut();
  await sql()`insert into cpg_pos (monto_total) select 20000 from generate_series(1, 25)`;
  const running = await until("the worker is in the middle of its refresh", async () => {
    const [row] = await sql()`
      select l.id, l.backend_pid from frescura.refresh_log l join pg_stat_activity a on a.pid = l.backend_pid
       where l.view_id = frescura.view_id('gated') and l.status = 'running' and a.wait_event_type = 'Lock'`;
    return row;
  });
  const second = processes.worker({ DATABASE_URL: database.url });
  await second.until("listening for events");
  await first.end("SIGKILL");

  // The server finds its client gone by itself (client_connection_check_interval), while the gate is still shut.
  const dead = await until("the attempt is logged as failed", async () => {
    const [row] = await sql()`
      select error_code, error_message, refresh_completed_at - refresh_started_at < interval '1 minute' as soon
        from frescura.refresh_log where id = ${running.id} and status = 'failed'`;
    return row;
  });
  expect(dead).toMatchObject({ error_code: "57P01", soon: true });
  expect(dead.error_message).toContain(`pid ${running.backend_pid}`);
  await gate.lift();

  await until("every event is answered", async () => {
    const [row] = await sql()`
      select count(*) filter (where processed_at is null) as open from frescura.refresh_triggers`;
    return row!.open === 0;
  });
  // By a refresh that began after the event, of the worker that lives.
  const [lost] = await sql()`
    select count(*) from frescura.refresh_triggers t left join frescura.refresh_log l on l.id = t.refresh_id
     where l.status is distinct from 'completed' or l.refresh_started_at < t.created_at`;
  expect(lost).toEqual({ count: 0 });
  expect(await sql()`select from frescura.refresh_log where status = 'running'`).toHaveLength(0);
  expect(await difference(sql(), "gated_mv")).toEqual(NONE);
  expect(second.alive()).toBe(true);
  expect(await second.end()).toBe(0);
});
