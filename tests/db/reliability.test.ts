import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Gate, Sessions } from "@/tests/support/sessions";
import { underway, until, waitForLock } from "@/tests/support/wait";

let database: TestDatabase;
let sessions: Sessions;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
});
beforeEach(async () => {
  sessions = new Sessions(database.url);
  // base fails while the divisor is 0; top reads base through a plain view; alone reads neither.
  await sql().unsafe(`
    create table sale (id int primary key, divisor int not null);
    insert into sale values (1, 1);
    create materialized view base as select id, 1 / divisor as share from sale;
    create unique index on base (id);
    create view between_them as select id, share from base;
    create materialized view top as select id, share from between_them;
    create unique index on top (id);
    create materialized view alone as select id from sale;
    create unique index on alone (id);
    select frescura.register('top'); select frescura.register('base'); select frescura.register('alone')`);
});
afterEach(async () => {
  await sessions.end();
  await sql().unsafe(`
    drop table sale cascade; delete from frescura.views where slug in ('base', 'top', 'alone')`);
});
afterAll(() => database.drop());

const breakBase = () => sql()`update sale set divisor = 0`;
const mendBase = () => sql()`update sale set divisor = 1`;

async function refresh(view: string, trigger = "cron") {
  const [row] = await sql()`select * from frescura.refresh(${view}, ${trigger}, 'test')`;
  return row!;
}

async function settings(view: string) {
  const [row] = await sql()`
    select suspended_at, retry_at, extract(epoch from retry_at - clock_timestamp())::float as retry_in,
           frescura.failures_in_a_row(id) as failures
      from frescura.views where slug = ${view}`;
  return row!;
}

async function lastOf(view: string) {
  const [row] = await sql()`
    select * from frescura.refresh_log where view_id = frescura.view_id(${view}) order by id desc limit 1`;
  return row!;
}

const claimRetry = async () => (await sql()`select slug from frescura.claim_retry()`).map(({ slug }) => slug);
const retryNow = (view: string) =>
  sql()`update frescura.views set retry_at = clock_timestamp() where slug = ${view}`;

describe("a scheduled failure", () => {
  test("is tried again after a pause that doubles, with 13 % of jitter, and ten minutes at most", async () => {
    await breakBase();
    await sql()`update frescura.views set failures_max = 100, retry_seconds = 30 where slug = 'base'`;
    for (const seconds of [30, 60, 120, 240, 480, 600, 600]) {
      await refresh("base");
      const { retry_in } = await settings("base");
      expect(retry_in).toBeGreaterThan(seconds * 0.87 - 5);
      expect(retry_in).toBeLessThan(seconds * 1.13);
    }
  });

  test("is tried by one of twenty drivers that come at once, and not before its time", async () => {
    await breakBase();
    await refresh("base");
    expect(await claimRetry()).toEqual([]);
    await retryNow("base");
    const crowd = await Promise.all(Array.from({ length: 20 }, () => sessions.start()));
    const claims = await Promise.all(crowd.map((one) => one.sql`select slug from frescura.claim_retry()`));
    expect(claims.flat().map(({ slug }) => slug)).toEqual(["base"]);
    expect((await settings("base")).retry_at).toBeNull();
  });

  test("suspends the view at the fifth in a row, which the slots then skip; events wait without being asked for", async () => {
    await sql()`select frescura.watch('base', 'sale', 'divisor', 0)`;
    await breakBase();
    for (let failure = 1; failure <= 5; failure++) {
      expect((await settings("base")).suspended_at).toBeNull();
      expect((await refresh("base")).status).toBe("failed");
    }
    expect(await settings("base")).toMatchObject({
      suspended_at: expect.any(Date),
      retry_at: null,
      failures: 5,
    });
    expect((await refresh("base")).status).toBe("skipped");
    expect(await lastOf("base")).toMatchObject({ status: "skipped", reason: "suspended" });
    expect(await sql()`select slug from frescura.waiting_views()`).toEqual([]);
  });

  test("of a killed session counts, and is tried again", async () => {
    const gate = await Gate.make(sessions);
    await sql().unsafe(`
      drop materialized view alone;
      create materialized view alone as select id, gate() as passed from sale;
      create unique index on alone (id)`);
    const victim = await sessions.start();
    await gate.shut();
    const running = victim.sql`call frescura.refresh_tracked('alone', 'cron', 'test')`.catch(() => "killed");
    await waitForLock(sql(), victim.pid);
    await sql()`select pg_terminate_backend(${victim.pid})`;
    expect(await running).toBe("killed");
    await gate.lift();
    await until("its end is on record", async () => {
      await sql()`select frescura.reap()`;
      return (await lastOf("alone")).status === "failed";
    });
    expect(await lastOf("alone")).toMatchObject({ error_code: "57P01" });
    expect(await settings("alone")).toMatchObject({ failures: 1, retry_at: expect.any(Date) });
  });
});

describe("a success ends the streak", () => {
  const fiveFailures = async () => {
    await breakBase();
    for (let failure = 1; failure <= 5; failure++) await refresh("base");
    expect((await settings("base")).suspended_at).not.toBeNull();
    await mendBase();
  };

  test.each(["manual", "test"])("whoever asked for it: %s", async (trigger) => {
    await fiveFailures();
    expect((await refresh("base", trigger)).status).toBe("completed");
    expect(await settings("base")).toMatchObject({ suspended_at: null, retry_at: null, failures: 0 });
    expect((await refresh("base")).status).toBe("completed");
  });

  test("Resume tries at once, and its outcome decides", async () => {
    await fiveFailures();
    expect(await sql()`select frescura.resume('base') as resumed`).toEqual([{ resumed: true }]);
    expect(await claimRetry()).toEqual(["base"]);
    expect((await refresh("base")).status).toBe("completed");
    expect(await settings("base")).toMatchObject({ suspended_at: null, failures: 0 });
    expect(await sql()`select frescura.resume('base') as resumed`).toEqual([{ resumed: false }]);
  });

  test("a view that still fails after Resume is suspended again by the first try", async () => {
    await fiveFailures();
    await breakBase();
    await sql()`select frescura.resume('base')`;
    await refresh("base");
    expect((await settings("base")).suspended_at).not.toBeNull();
  });
});

test("failures on demand neither count nor ask for another try", async () => {
  await breakBase();
  for (let failure = 1; failure <= 6; failure++) await refresh("base", "manual");
  expect(await settings("base")).toMatchObject({ suspended_at: null, retry_at: null, failures: 0 });
});

describe("a view that reads another", () => {
  const chain = () =>
    sql()`select slug, depth, upstreams from frescura.graph() where slug in ('base', 'top', 'alone')`;

  test("is found from the catalog, through plain views, and comes after it", async () => {
    expect(await chain()).toEqual([
      { slug: "base", depth: 0, upstreams: [] },
      { slug: "alone", depth: 0, upstreams: [] },
      { slug: "top", depth: 1, upstreams: ["base"] },
    ]);
  });

  test("is found the same from above, from below and of all at once, renamed or recreated too", async () => {
    const undone = new Error("undone");
    const tried = sql().begin(async (tx) => {
      const edges = (text: string) =>
        tx.unsafe(
          `select t.lower, t.upper from (${text}) t join frescura.views v on v.id = t.upper order by 1, 2`,
        );
      const same = async () => {
        const up = await edges(
          "select u.view_id as lower, v.id as upper from frescura.views v, frescura.upstreams(v.id) u",
        );
        const down = await edges(
          "select v.id as lower, d.view_id as upper from frescura.views v, frescura.downstreams(v.id) d",
        );
        expect(down).toEqual(up);
        expect(await edges("select upstream_id as lower, view_id as upper from frescura.edges()")).toEqual(
          up,
        );
        return up.length;
      };
      const before = await same();
      expect(before).toBeGreaterThan(0);
      await tx.unsafe(`
        create view over_top as select * from top;
        create materialized view "Más ""alto""" as select count(*) as n from over_top, base;
        select frescura.register('"Más ""alto"""')`);
      expect(await same()).toBe(before + 2);
      // Who reads is followed by its number; what is read, by its name.
      await tx.unsafe(`alter materialized view "Más ""alto""" rename to renamed`);
      expect(await same()).toBe(before + 2);
      await tx.unsafe("alter materialized view base rename to was_base");
      await same();
      await tx.unsafe("create materialized view base as select 1 as id");
      await same();
      throw undone;
    });
    await expect(tried).rejects.toBe(undone);
  });

  test("is skipped with the name of the one that failed, and tried as soon as that works again", async () => {
    await breakBase();
    await refresh("base");
    expect((await refresh("top")).status).toBe("skipped");
    expect(await lastOf("top")).toMatchObject({
      status: "skipped",
      reason: "upstream_failed",
      reason_detail: { view: "base" },
    });
    // A person may want what there is.
    expect((await refresh("top", "manual")).status).toBe("completed");
    expect((await refresh("top")).status).toBe("skipped");
    expect((await refresh("alone")).status).toBe("completed");
    await mendBase();
    expect(await claimRetry()).toEqual([]);
    await refresh("base", "manual");
    expect(await claimRetry()).toEqual(["top"]);
    expect((await refresh("top")).status).toBe("completed");
  });

  test("is skipped while that one is suspended", async () => {
    await sql()`update frescura.views set suspended_at = now() where slug = 'base'`;
    await refresh("top");
    expect(await lastOf("top")).toMatchObject({
      status: "skipped",
      reason: "upstream_failed",
      reason_detail: { view: "base" },
    });
  });

  test("may follow it instead of a clock", async () => {
    await sql()`update frescura.views set follows_upstream = true where slug = 'top'`;
    await refresh("base");
    expect(await sql()`select slug, events from frescura.waiting_views()`).toEqual([
      { slug: "top", events: 1 },
    ]);
    await sql()`select process_pending_mv_refreshes()`;
    expect(await lastOf("top")).toMatchObject({ status: "completed", trigger_type: "event" });
    expect(await sql()`select slug from frescura.waiting_views()`).toEqual([]);
  });

  test("with events waiting, is skipped on record once, not at every look", async () => {
    await sql()`update frescura.views set follows_upstream = true where slug = 'top'`;
    await refresh("base");
    await breakBase();
    await refresh("base");
    for (let look = 0; look < 5; look++) await sql()`select process_pending_mv_refreshes()`;
    const skips =
      await sql()`select from frescura.refresh_log where view_id = frescura.view_id('top') and status = 'skipped'`;
    expect(skips).toHaveLength(1);
    await mendBase();
    await refresh("base", "manual");
    await sql()`select process_pending_mv_refreshes()`;
    expect(await lastOf("top")).toMatchObject({ status: "completed" });
  });
});

describe("cancelling", () => {
  test("ends a running refresh, keeps who asked, leaves the view as it was, and is no failure of the view", async () => {
    const gate = await Gate.make(sessions);
    await sql().unsafe(`
      drop materialized view alone;
      create materialized view alone as select id, gate() as passed from sale;
      create unique index on alone (id);
      insert into sale values (2, 1)`);
    const runner = await sessions.start();
    await gate.shut();
    const running = underway(runner.sql`call frescura.refresh_tracked('alone', 'cron', 'test')`);
    await waitForLock(sql(), runner.pid);
    const attempt = await lastOf("alone");
    expect(attempt).toMatchObject({ status: "running" });
    expect(await sql()`select frescura.cancel(${attempt.id}, 'user:ops') as done`).toEqual([{ done: true }]);
    const [answer] = await running;
    expect(answer).toMatchObject({ status: "failed" });
    await gate.lift();
    expect(await lastOf("alone")).toMatchObject({
      status: "failed",
      error_code: "57014",
      cancelled_by: "user:ops",
    });
    expect(await sql()`select id from alone`).toEqual([{ id: 1 }]);
    expect(await settings("alone")).toMatchObject({ retry_at: null, failures: 0 });
    expect(await sql()`select frescura.cancel(${attempt.id}, 'user:ops') as done`).toEqual([{ done: false }]);
  });

  test("needs the role of the session that refreshes", async () => {
    const gate = await Gate.make(sessions);
    await sql().unsafe(`
      drop materialized view alone;
      create materialized view alone as select id, gate() as passed from sale;
      create unique index on alone (id)`);
    const runner = await sessions.start();
    await gate.shut();
    const running = underway(runner.sql`call frescura.refresh_tracked('alone', 'cron', 'test')`);
    await waitForLock(sql(), runner.pid);
    const { id } = await lastOf("alone");
    const stranger = `stranger_${runner.pid}`;
    await sql().unsafe(
      `create role ${stranger}; grant select, update on frescura.refresh_log to ${stranger}`,
    );
    const other = await sessions.start();
    await other.sql.unsafe(`set role ${stranger}`);
    await expect(other.sql`select frescura.cancel(${id}, 'stranger')`).rejects.toMatchObject({
      code: "42501",
    });
    expect(await lastOf("alone")).toMatchObject({ status: "running", cancelled_by: null });
    await gate.lift();
    expect((await running)[0]).toMatchObject({ status: "completed" });
    await other.sql`reset role`;
    await sql().unsafe(`drop owned by ${stranger}; drop role ${stranger}`);
  });

  test("says so when there is nothing to cancel", async () => {
    await refresh("alone");
    const { id } = await lastOf("alone");
    expect(await sql()`select frescura.cancel(${id}) as done, frescura.cancel(-1) as unknown`).toEqual([
      { done: false, unknown: false },
    ]);
  });
});
