import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import {
  expectBaseline,
  expectExact,
  expectUnknown,
  pending,
  pendingTransactions,
  prune,
  sights,
} from "@/tests/support/ledger/lab";
import { makeWorld, VIEWS } from "@/tests/support/ledger/world";
import { type Session, Sessions } from "@/tests/support/sessions";
import { underway, waitForLock } from "@/tests/support/wait";

const ALL = VIEWS.map(({ slug }) => slug);

let database: TestDatabase;
let sessions: Sessions;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  await makeWorld(database.sql);
  await sql()`update frescura.views set lock_timeout_ms = 60000`;
});
beforeEach(() => {
  sessions = new Sessions(database.url);
});
// Every schedule leaves the three views known and exact, so that the next starts from there.
afterEach(async () => {
  await sessions.end();
  for (const slug of ALL) await expectBaseline(sql(), slug);
});
afterAll(() => database.drop());

const sale = (amount: number, branch = "b1") =>
  `insert into sales (day, branch, amount) values ('2026-01-02', '${branch}', ${amount})`;
const SALE = sale(7);

/** A session in the middle of a transaction that did something. */
async function inside(text: string, begin = "begin"): Promise<Session> {
  const session = await sessions.start();
  await session.sql.unsafe(`${begin}; ${text}`);
  return session;
}

const refresh = (slug = "daily", session = sql()) =>
  session`call frescura.refresh_tracked(${slug}, 'test')`.then(([row]) => row!);

/** Holds the next refresh of the aggregate after it has taken its snapshot: whoever makes an index lets none pass. */
async function holdRefresh(): Promise<{ letPass(): Promise<void> }> {
  const holder = await inside("create index held on daily_mv (sales)");
  return { letPass: async () => void (await holder.sql.unsafe("rollback")) };
}

async function refreshInTheMiddle(slug = "daily") {
  const session = await sessions.start();
  const done = underway(refresh(slug, session.sql));
  await waitForLock(sql(), session.pid);
  return { session, done };
}

describe("a writer", () => {
  test("in flight while the view is refreshed is missing, and told once it commits", async () => {
    const writer = await inside(SALE);
    expect(await refresh()).toMatchObject({ status: "completed" });
    await expectExact(sql(), ...ALL);
    await expectExact(writer.sql, ...ALL);
    expect(await pending(sql(), "daily")).toEqual([]);
    await writer.sql.unsafe("commit");
    expect(await pending(sql(), "daily")).toEqual([
      { class: "normal", currency: "MXN", transactions: 1, keys: 1, rows: 1, amount: 7 },
    ]);
    await expectExact(sql(), ...ALL);
  });

  test("in flight over two refreshes is told after both", async () => {
    const early = await inside(SALE);
    await refresh();
    const late = await inside(sale(8, "b2"));
    await refresh();
    await late.sql.unsafe("commit");
    expect(await pendingTransactions(sql(), "daily")).toBe(1);
    await early.sql.unsafe("commit");
    expect(await pendingTransactions(sql(), "daily")).toBe(2);
    await expectExact(sql(), ...ALL);
  });

  test("who commits between the snapshot of a refresh and its work is told, or is in the view", async () => {
    const gate = await holdRefresh();
    const { done } = await refreshInTheMiddle();
    await sql().unsafe(SALE);
    await expectExact(sql(), ...ALL);
    await gate.letPass();
    expect(await done).toMatchObject({ status: "completed" });
    expect(await pendingTransactions(sql(), "daily")).toBe(1);
    await expectExact(sql(), ...ALL);
  });

  test("who was in flight at the snapshot and commits before the work ends is told, or is in the view", async () => {
    const writer = await inside(SALE);
    const gate = await holdRefresh();
    const { done } = await refreshInTheMiddle();
    await writer.sql.unsafe("commit");
    await gate.letPass();
    await done;
    expect(await pendingTransactions(sql(), "daily")).toBe(1);
    await expectExact(sql(), ...ALL);
  });

  test("who takes all back leaves nothing pending", async () => {
    const writer = await inside(SALE);
    await refresh();
    await writer.sql.unsafe("rollback");
    expect(await pending(sql(), "daily")).toEqual([]);
    await expectExact(sql(), ...ALL);
  });

  test("who takes back to a savepoint leaves pending what stays", async () => {
    const writer = await inside(
      `${SALE}; savepoint s; ${sale(100)}; ${sale(200, "b2")}; rollback to s; ${sale(9, "b2")}`,
    );
    await refresh();
    await expectExact(writer.sql, ...ALL);
    await writer.sql.unsafe("commit");
    expect(await pending(sql(), "daily")).toMatchObject([{ transactions: 2, keys: 2, amount: 16 }]);
    await expectExact(sql(), ...ALL);
  });

  test("whose write stands only in a released savepoint is judged by its transaction", async () => {
    const writer = await inside(`savepoint s; ${SALE}; release s`);
    await refresh();
    await writer.sql.unsafe("commit");
    expect(await pendingTransactions(sql(), "daily")).toBe(1);
    await expectExact(sql(), ...ALL);
  });

  test("under REPEATABLE READ sees its own exact view while others refresh", async () => {
    const writer = await inside(SALE, "begin isolation level repeatable read");
    await sql().unsafe(sale(50, "b2"));
    await refresh();
    await expectExact(writer.sql, ...ALL);
    await writer.sql.unsafe(sale(60, "b3"));
    await expectExact(writer.sql, ...ALL);
    await writer.sql.unsafe("commit");
    expect(await pendingTransactions(sql(), "daily")).toBe(2);
    await expectExact(sql(), ...ALL);
  });

  test("who refreshes inside its transaction and goes on writing is told of the rest", async () => {
    const writer = await inside(SALE);
    const [run] = await writer.sql`select status from frescura.refresh('daily', 'test')`;
    expect(run).toEqual({ status: "completed" });
    await writer.sql.unsafe(sale(11, "b2"));
    await expectExact(writer.sql, ...ALL);
    await writer.sql.unsafe("commit");
    expect(await pendingTransactions(sql(), "daily")).toBeGreaterThanOrEqual(1);
    await expectExact(sql(), ...ALL);
  });

  test("who refreshes before its first write is told of that write", async () => {
    const writer = await sessions.start();
    await writer.sql.unsafe("begin; select frescura.refresh('daily', 'test')");
    await writer.sql.unsafe(SALE);
    await writer.sql.unsafe("commit");
    expect(await pendingTransactions(sql(), "daily")).toBe(1);
    await expectExact(sql(), ...ALL);
  });

  test("whose refresh is taken back leaves the baseline as it was before", async () => {
    const writer = await inside(
      `${SALE}; savepoint s; select frescura.refresh('daily', 'test'); rollback to s`,
    );
    await expectExact(writer.sql, ...ALL);
    await writer.sql.unsafe("commit");
    expect(await pendingTransactions(sql(), "daily")).toBe(1);
    await expectExact(sql(), ...ALL);
  });
});

describe("a loss that could be recorded nowhere", () => {
  /** Whoever holds a lock of ours in the middle of a transaction, while another session refreshes. */
  const holdsWhileRefreshed = async (text: string) => {
    const holder = await inside(text);
    await refresh();
    return holder;
  };

  test("is not read from who judges alerts meanwhile", async () => {
    const judge = await holdsWhileRefreshed("select frescura.check_alerts()");
    await expectExact(sql(), ...ALL);
    await judge.sql.unsafe("commit");
    await expectExact(sql(), ...ALL);
  });

  test("is not read from who demotes an admin meanwhile, nor from another refresh", async () => {
    const demoter = await holdsWhileRefreshed("select frescura.take_lock(frescura.lock_of('users'), 10)");
    const other = await holdsWhileRefreshed("select frescura.refresh('orders', 'test')");
    await expectExact(sql(), ...ALL);
    await demoter.sql.unsafe("rollback");
    await other.sql.unsafe("rollback");
  });

  test("neither waits for who judges alerts nor keeps him waiting, and is read from the writer", async () => {
    await sql().unsafe("alter table frescura.capture_failures rename to gone");
    const [ledger] = await sql()`select 'frescura.ledger_' || frescura.view_id('daily') as name`;
    await sql().unsafe(`alter table ${ledger!.name} add constraint refused check (false) not valid`);
    const judge = await inside("select frescura.check_alerts()");
    const writer = await inside(SALE);
    const [lock] = await sql()`
      select mode, granted from pg_locks
       where pid = ${writer.pid} and relation = 'frescura.lost_writers'::regclass`;
    expect(lock).toEqual({ mode: "RowShareLock", granted: true });
    await judge.sql.unsafe("commit");
    expect(await sql()`select frescura.check_alerts() is not null as judged`).toEqual([{ judged: true }]);
    await sql().unsafe(
      `alter table frescura.gone rename to capture_failures; alter table ${ledger!.name} drop constraint refused`,
    );
    await refresh();
    await writer.sql.unsafe("commit");
    await expectUnknown(sql(), "daily", "capture_failed");
  });
});

describe("a joined row", () => {
  test("that joins only after the write of its partner is found when the view is read", async () => {
    const writer = await inside("insert into customers (id, name) values (900, 'late')");
    await sql().unsafe("insert into orders (customer_id, amount) values (900, 5)");
    await refresh("orders");
    await writer.sql.unsafe("commit");
    await expectExact(sql(), ...ALL);
    expect(await pending(sql(), "orders")).toMatchObject([{ transactions: 1, keys: 1 }]);
  });
});

describe("refreshes", () => {
  test("that race are one after the other, and the second contains what came meanwhile", async () => {
    const gate = await holdRefresh();
    const first = await refreshInTheMiddle();
    await sql().unsafe(SALE);
    const second = await refreshInTheMiddle();
    await gate.letPass();
    expect(await first.done).toMatchObject({ status: "completed" });
    expect(await second.done).toMatchObject({ status: "completed", shared: false });
    expect(await pending(sql(), "daily")).toEqual([]);
    await expectExact(sql(), ...ALL);
  });

  test("that fail leave what the view is known to contain", async () => {
    await sql().unsafe("create unique index once on daily_mv (sales) where branch = 'twin'");
    const baseline = () =>
      sql()`select baseline_snapshot::text, baseline_refresh_id from frescura.tracking where view_id = frescura.view_id('daily')`;
    const before = await baseline();
    await sql().unsafe(
      "insert into sales (day, branch, amount) values ('2026-03-01', 'twin', 1), ('2026-03-02', 'twin', 1)",
    );
    expect(await refresh()).toMatchObject({ status: "failed" });
    expect(await baseline()).toEqual(before);
    expect(await pendingTransactions(sql(), "daily")).toBe(2);
    await expectExact(sql(), ...ALL);
    await sql().unsafe("drop index once");
  });

  test("that are killed leave what the view is known to contain", async () => {
    await sql().unsafe(SALE);
    const gate = await holdRefresh();
    const { session, done } = await refreshInTheMiddle();
    await sql()`select pg_terminate_backend(${session.pid}, 10000)`;
    await expect(done).rejects.toThrow();
    await gate.letPass();
    expect(await pendingTransactions(sql(), "daily")).toBe(1);
    await expectExact(sql(), ...ALL);
  });

  test.each(["concurrently ", ""])(
    "behind our back (refresh materialized view %s) keep the live view exact",
    async (how) => {
      const writer = await inside(sale(3, "b2"));
      await sql().unsafe(SALE);
      await sql().unsafe(`refresh materialized view ${how}daily_mv`);
      await expectUnknown(sql(), "daily", "refreshed_by_others");
      await writer.sql.unsafe("commit");
      // It may have brought back what was before the baseline: until the next refresh nobody counts.
      await expectUnknown(sql(), "daily", "refreshed_by_others");
      await expectBaseline(sql(), "daily");
    },
  );

  test.each(["concurrently ", ""])(
    "behind our back from a snapshot older than the baseline (%s) do not show in the live view",
    async (how) => {
      const branch = `late ${how}`;
      // Its snapshot is taken before it waits for the lock, in which it is overtaken.
      const holder = await inside("create index held on daily_mv (sales)");
      const other = await sessions.start();
      const theirs = other.sql.unsafe(`refresh materialized view ${how}daily_mv`).execute();
      await waitForLock(sql(), other.pid);
      await sql().unsafe(sale(7, branch));
      await holder.sql.unsafe("drop index held; select frescura.refresh('daily', 'test'); commit");
      await theirs;
      // The baseline contains the late one and the view does not.
      expect(await sql()`select from daily_mv where branch = ${branch}`).toHaveLength(0);
      expect(await sql()`select from daily_live where branch = ${branch}`).toHaveLength(1);
      await expectUnknown(sql(), "daily", "refreshed_by_others");
      await expectBaseline(sql(), "daily");
    },
  );
});

describe("removal from the ledger", () => {
  test("leaves an old reader his rows", async () => {
    const reader = await inside("select from frescura.tracking", "begin isolation level repeatable read");
    const before = await reader.sql`select * from daily_live order by 1, 2`;
    await sql().unsafe(SALE);
    await refresh();
    expect(await prune(sql(), "daily")).toBe(0);
    await expectExact(reader.sql, ...ALL);
    expect(await reader.sql`select * from daily_live order by 1, 2`).toEqual(before);
    await expectExact(sql(), ...ALL);
  });

  test("leaves an old reader the rows that were pending for him", async () => {
    await sql().unsafe(SALE);
    const reader = await inside("select from frescura.tracking", "begin isolation level repeatable read");
    await refresh();
    expect(await prune(sql(), "daily")).toBe(0);
    await expectExact(reader.sql, ...ALL);
    expect(await pendingTransactions(reader.sql, "daily")).toBe(1);
    expect(await pendingTransactions(sql(), "daily")).toBe(0);
  });

  test("under way hides nothing, whatever becomes of it", async () => {
    await sql().unsafe(SALE);
    await refresh();
    const pruner = await inside("select frescura.prune_ledger('daily')");
    await sql().unsafe(sale(4, "b2"));
    await expectExact(pruner.sql, ...ALL);
    await expectExact(sql(), ...ALL);
    expect((await sql()`select frescura.prune_ledger('daily') as count`)[0]).toEqual({ count: 0 });
    await pruner.sql.unsafe("rollback");
    await expectExact(sql(), ...ALL);
    expect(await prune(sql(), "daily")).toBe(1);
  });

  test("takes nothing that a writer in flight has yet to commit", async () => {
    const writer = await inside(SALE);
    await refresh();
    await sql().unsafe(sale(5, "b2"));
    await writer.sql.unsafe("commit");
    expect(await prune(sql(), "daily")).toBe(2);
    await expectExact(sql(), ...ALL);
  });
});

describe("capture that was off", () => {
  const TRIGGER =
    "select 'frescura_capture_' || id || '_insert' as name from frescura.view_sources where source_name = 'sales'";
  const capture = async () => (await sql().unsafe(TRIGGER))[0]!.name as string;

  test("shows while a trigger is disabled, and after it is enabled again", async () => {
    const name = await capture();
    await sql().unsafe(`alter table sales disable trigger ${name}`);
    await expectUnknown(sql(), "daily", "capture_off");
    await sql().unsafe(SALE);
    await expectUnknown(sql(), "daily", "capture_off");
    await sql().unsafe(`alter table sales enable always trigger ${name}`);
    await expectUnknown(sql(), "daily", "capture_off");
    await expectBaseline(sql(), "daily");
  });

  test("shows when it was off and on within one transaction, during which the view was refreshed", async () => {
    const name = await capture();
    const sneaky = await inside(
      `alter table sales disable trigger ${name}; ${SALE}; alter table sales enable always trigger ${name}`,
    );
    await refresh();
    await expectExact(sql(), ...ALL);
    await sneaky.sql.unsafe("commit");
    await expectUnknown(sql(), "daily", "capture_off");
  });

  test("shows when a trigger fires no longer for a replica", async () => {
    await sql().unsafe(`alter table sales enable trigger ${await capture()}`);
    await expectUnknown(sql(), "daily", "capture_off");
    await sql().unsafe(
      "select frescura.make_capture(id) from frescura.view_sources where source_name = 'sales'",
    );
    await expectUnknown(sql(), "daily", "capture_off");
  });

  test("shows when a trigger is dropped, and made again", async () => {
    await sql().unsafe(`drop trigger ${await capture()} on sales`);
    await sql().unsafe(SALE);
    await expectUnknown(sql(), "daily", "capture_off");
    await sql().unsafe(
      "select frescura.make_capture(id) from frescura.view_sources where source_name = 'sales'",
    );
    await expectUnknown(sql(), "daily", "capture_off");
    await expectBaseline(sql(), "daily");
  });

  test("shows when the function is replaced", async () => {
    const name = await capture();
    await sql().unsafe(
      `create or replace function ${name.replace("frescura_", "frescura.")}() returns trigger language plpgsql as 'begin return null; end'`,
    );
    await sql().unsafe(SALE);
    await expectUnknown(sql(), "daily", "capture_off");
    await sql().unsafe(
      "select frescura.make_capture(id) from frescura.view_sources where source_name = 'sales'",
    );
    await expectUnknown(sql(), "daily", "capture_off");
    await expectBaseline(sql(), "daily");
  });

  test("does not begin when the capture is made again as it stands", async () => {
    await sql().unsafe("select frescura.make_capture(id) from frescura.view_sources");
    await expectExact(sql(), ...ALL);
  });

  test("cannot slip past a writer who began before the source was tracked", async () => {
    await sql().unsafe(`
      create table early (id int primary key, amount numeric);
      create materialized view early_mv as select id, amount from early;
      create unique index on early_mv (id);
      select frescura.register('early_mv', 'early'); select frescura.watch('early', 'early', 'amount')`);
    const writer = await inside("insert into early values (1, 5)");
    const owner = await sessions.start();
    const tracked = owner.sql`select frescura.track('early', 'early', array['r.id'], 'r.amount')`.execute();
    await waitForLock(sql(), owner.pid);
    await writer.sql.unsafe("commit");
    await tracked;
    await expectBaseline(sql(), "early");
    expect(await sql()`select id from early_mv`).toEqual([{ id: 1 }]);
    await sql().unsafe("delete from frescura.views where slug = 'early'; drop table early cascade");
  });
});

describe("a view", () => {
  const MAKE = (sum: string) => `
    create materialized view daily_mv as select day, branch, count(*) as sales, sum(${sum}) as amount from sales group by day, branch;
    create unique index on daily_mv (day, branch)`;

  test("made again as it was is unknown until a refresh, which makes its live view again", async () => {
    await sql().unsafe(`drop materialized view daily_mv cascade; ${MAKE("amount")}`);
    expect(await pending(sql(), "daily")).toEqual([{ known: false, reason: "recreated" }]);
    await refresh();
    await sql().unsafe(SALE);
    await expectExact(sql(), ...ALL);
  });

  test("made again otherwise is unknown until it is tracked again", async () => {
    await sql().unsafe(`drop materialized view daily_mv cascade; ${MAKE("2 * amount")}`);
    await refresh();
    expect(await pending(sql(), "daily")).toEqual([{ known: false, reason: "recreated" }]);
    await sql().unsafe("select frescura.track('daily', 'sales', array['r.day', 'r.branch'], 'r.amount')");
    await expectBaseline(sql(), "daily");
    await sql().unsafe(`drop materialized view daily_mv cascade; ${MAKE("amount")}`);
    await sql().unsafe("select frescura.track('daily', 'sales', array['r.day', 'r.branch'], 'r.amount')");
  });

  test("that took the name of a renamed one is not read for it", async () => {
    await sql().unsafe(`alter materialized view daily_mv rename to was_mv; ${MAKE("amount")}`);
    await expectUnknown(sql(), "daily", "recreated");
    await refresh();
    await sql().unsafe(SALE);
    await expectExact(sql(), ...ALL);
    await sql().unsafe("drop materialized view was_mv");
  });

  test("without data falls back to its definition", async () => {
    await sql().unsafe("refresh materialized view daily_mv with no data");
    expect(await pending(sql(), "daily")).toEqual([{ known: false, reason: "unpopulated" }]);
    await refresh();
    await expectExact(sql(), ...ALL);
  });

  test("that is not tracked any more is unknown, and its ledger is gone", async () => {
    await sql().unsafe("select frescura.untrack('daily')");
    expect(await pending(sql(), "daily")).toEqual([{ known: false, reason: "not_tracked" }]);
    await sql().unsafe(SALE);
    expect(await sql()`select to_regclass('daily_live') as live`).toEqual([{ live: null }]);
    await sql().unsafe("select frescura.track('daily', 'sales', array['r.day', 'r.branch'], 'r.amount')");
    expect(await pending(sql(), "daily")).toEqual([{ known: false, reason: "no_baseline" }]);
    await expectBaseline(sql(), "daily");
  });

  test("from a backup of another server is unknown, and its ledger loses the transactions of that server", async () => {
    // As after dump and restore: other numbers of objects, and transactions that have not begun here.
    const [{ id }] = await sql()<[{ id: number }]>`select frescura.view_id('daily') as id`;
    await sql().unsafe(`
      update frescura.tracking set baseline_oid = baseline_oid::bigint + 100000, baseline_snapshot = '9000000000:9000000000:' where view_id = ${id};
      insert into frescura.ledger_${id} (xid, source_id, operation, k1, k2) values ('8999999999', 1, 'i', '2026-01-02', 'b1')`);
    await sql().unsafe(SALE);
    await expectUnknown(sql(), "daily", "recreated");
    expect(await sql()`select frescura.prune_ledger('daily') as count`).toEqual([{ count: 0 }]);
    const writer = await inside(sale(6, "b2"));
    await refresh();
    await writer.sql.unsafe("commit");
    await expectExact(sql(), ...ALL);
    expect(await prune(sql(), "daily")).toBe(1);
    await expectExact(sql(), ...ALL);
  });
});

test("all views at once, each from its own snapshot", async () => {
  const writers = await Promise.all([
    inside(SALE),
    inside("update orders set amount = amount + 1 where id <= 3"),
    inside("insert into cpg_pos (monto_total) values (20000)"),
  ]);
  for (const slug of ALL) await refresh(slug);
  for (const { sql: session } of writers) await expectExact(session, ...ALL);
  for (const { sql: session } of writers) await session.unsafe("commit");
  expect((await sights(sql(), ...ALL)).map(({ known }) => known)).toEqual(ALL.map(() => true));
  await expectExact(sql(), ...ALL);
  expect(await pending(sql(), "universal-transactions")).toEqual([
    { class: "high_impact", currency: "MXN", transactions: 1, keys: 1, rows: 1, amount: 20000 },
  ]);
});
