import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, openDb, type Sql } from "@/db/client";
import { migrate } from "@/db/migrate";
import { refreshView } from "@/db/queries/refresh";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { TestRoles } from "@/tests/support/roles";
import { type Session, Sessions } from "@/tests/support/sessions";

/** The first number of the advisory locks of earlier versions, and that of who migrates for the first time. */
const FORMER = 1179796819;

let database: TestDatabase;
let roles: TestRoles;
let sessions: Sessions;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  roles = new TestRoles(sql());
  await sql().unsafe(`
    create table sale (id int primary key, amount numeric);
    create materialized view report as select id, amount from sale;
    create unique index report_key on report (id);
    select frescura.register('report'); select frescura.track('report', 'sale', array['r.id'])`);
});
beforeEach(() => {
  sessions = new Sessions(database.url);
});
afterEach(() => sessions.end());
afterAll(async () => {
  await roles.drop();
  await database.drop();
});

const held = async (statement: string): Promise<Session> => {
  const holder = await sessions.start();
  await holder.sql.unsafe("begin");
  await holder.sql.unsafe(statement);
  return holder;
};

describe("who may only connect", () => {
  let stranger: Sql;

  beforeAll(async () => {
    const url = new URL(database.url);
    [url.username, url.password] = [await roles.create("stranger"), randomBytes(12).toString("hex")];
    await sql().unsafe(`alter role ${url.username} password '${url.password}'`);
    stranger = connect(url.href, "a stranger", 1);
  });
  afterAll(() => stranger.end({ timeout: 1 }));

  test("keeps nobody waiting by advisory locks: not a refresh, nor who migrates, and no view is unknown for it", async () => {
    const [view] = await sql()`select frescura.view_id('report')::int as id`;
    for (const id of [view!.id, 0, -1, -2, -3]) {
      await stranger`select pg_advisory_lock(${FORMER}, ${id})`;
    }
    // Shared, as a writer that lost something had it.
    await stranger`select pg_advisory_unlock(${FORMER}, -1), pg_advisory_lock_shared(${FORMER}, -1)`;
    await sql()`insert into sale values (1, 10)`;
    expect(await sql()`select status from frescura.refresh('report', 'test')`).toEqual([
      { status: "completed" },
    ]);
    expect(await sql()`select pending_known as known from frescura.health('report')`).toEqual([
      { known: true },
    ]);
    await sql()`select frescura.check_alerts()`;
    await migrate(database.url, { waitSeconds: 1 });
    await stranger`select pg_advisory_unlock_all()`;
  });

  test.each([
    "select from frescura.locks for update",
    "lock table frescura.locks in row share mode",
    "lock table frescura.lost_writers in row share mode",
    "select frescura.take_lock(1, 1)",
  ])("cannot lock what is ours: %s", async (statement) => {
    await expect(stranger.unsafe(`begin; ${statement}`)).rejects.toMatchObject({ code: "42501" });
    await stranger.unsafe("rollback");
  });
});

describe("a lock that is kept", () => {
  const keep = () => held("select frescura.lock_view(frescura.view_id('report'))");

  test("ends a wait for it, and its holder is named", async () => {
    const holder = await keep();
    await sql()`update frescura.views set run_seconds_max = 1`;
    const db = openDb({ url: database.url, applicationName: "frescura tests" });
    try {
      const request = { view: "report", triggerType: "manual", triggeredBy: "a test" } as const;
      await expect(refreshView(db, request)).rejects.toMatchObject({
        code: "in_use",
        message: expect.stringMatching(
          new RegExp(`^Waited too long for the refresh of the view report: held by pid ${holder.pid} \\(`),
        ),
      });
      // One that waited in vain leaves nothing behind, and the next one goes as ever.
      await holder.sql.unsafe("rollback");
      expect(await refreshView(db, request)).toMatchObject({ status: "completed" });
    } finally {
      await db.end(1);
    }
  });

  test("is not waited for longer than the session waits for any", async () => {
    await keep();
    const waiter = await sessions.start();
    await waiter.sql.unsafe("set lock_timeout = '10ms'");
    await expect(
      waiter.sql`select frescura.take_lock(frescura.view_id('report'), 3600)`,
    ).rejects.toMatchObject({
      code: "55P03",
    });
    expect(await waiter.sql`select current_setting('lock_timeout') as it`).toEqual([{ it: "10ms" }]);
  });

  test("is left alone by who need not wait", async () => {
    await held("select frescura.try_lock(frescura.lock_of('alerts'))");
    expect(await sql()`select frescura.try_lock(frescura.lock_of('alerts')) as taken`).toEqual([
      { taken: false },
    ]);
    expect(await sql()`select frescura.check_alerts() as edges`).toEqual([{ edges: 0 }]);
  });

  test("ends who waits to migrate, who names its holder", async () => {
    const holder = await held("select frescura.take_lock(frescura.lock_of('migration'), 1)");
    await expect(migrate(database.url, { waitSeconds: 1 })).rejects.toThrow(
      new RegExp(`kept this one from migrating for 1 seconds: pid ${holder.pid} \\(`),
    );
  });
});

test("the lock of a view comes and goes with it", async () => {
  await sql().unsafe("create materialized view other as select 1 as id; select frescura.register('other')");
  const [view] = await sql()`select frescura.view_id('other') as id`;
  const locks = () => sql()`select from frescura.locks where id = ${view!.id}`;
  expect(await locks()).toHaveLength(1);
  await sql()`select frescura.unregister('other')`;
  expect(await locks()).toHaveLength(0);
});
