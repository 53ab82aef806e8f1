import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { makeItems } from "@/tests/support/ledger/items";
import { expectExact, expectUnknown, pending, takeBaseline } from "@/tests/support/ledger/lab";
import { OwnServer } from "@/tests/support/own-server";
import { listeningLog } from "@/tests/support/product";
import { Sessions } from "@/tests/support/sessions";
import { until } from "@/tests/support/wait";
import { startWorker } from "@/worker/loop";

/** So long that no test is helped by a tick but the first. */
const NEVER_MS = 86_400_000;

let server: OwnServer;
let sessions: Sessions;
const sql = () => server.sql;
const BIG = "insert into item values (100, 'r1', 50000)";

async function restartWith(settings: Record<string, string | number>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await sql().unsafe(`alter system set ${name} = ${value}`);
  }
  await server.stop("fast");
  await server.resume();
}

beforeAll(async () => {
  server = await OwnServer.start();
  await restartWith({ max_prepared_transactions: 10 });
  sessions = new Sessions(server.url);
  await makeItems(sql());
  await sql().unsafe(`
    create extension dblink;
    create table later (id integer primary key deferrable initially deferred, amount numeric);
    create function pass_on() returns trigger language plpgsql as $$
      begin insert into item values (new.id, 'r1', new.amount); return null; end $$;
    create constraint trigger passes_on after insert on later deferrable initially deferred
      for each row execute function pass_on();
    create procedure in_steps() language plpgsql as $$
      begin
        insert into item values (100, 'r1', 50000);
        commit;
        insert into item values (101, 'r1', 1);
        rollback;
      end $$`);
});
afterEach(async () => {
  await sessions.end();
  await sql().unsafe("delete from item where id >= 100; truncate later");
  await takeBaseline(sql(), "item", "region");
  await sql().unsafe("delete from frescura.refresh_triggers");
});
afterAll(() => server.remove());

/** Writes in a session of its own, which leaves its transaction prepared as `big`. */
async function prepared(write: string): Promise<void> {
  const writer = await sessions.start();
  for (const statement of ["begin", write, "prepare transaction 'big'"]) await writer.sql.unsafe(statement);
}

const large = {
  class: "high_impact",
  currency: "MXN",
  transactions: 1,
  keys: 1,
  rows: 1,
  amount: 50000,
};

describe("a write of any size commits, is on record and asks for its refresh", () => {
  test.each([
    ["prepared", `begin; ${BIG}; prepare transaction 'big'; commit prepared 'big'`],
    [
      "prepared from serializable",
      `begin isolation level serializable; ${BIG}; prepare transaction 'big'; commit prepared 'big'`,
    ],
    [
      "prepared behind a savepoint",
      `begin; savepoint a; ${BIG}; release a; savepoint b; update item set amount = 1 where id = 100; rollback to b; prepare transaction 'big'; commit prepared 'big'`,
    ],
    [
      "prepared with a deferred trigger that writes",
      `begin; insert into later values (100, 50000); prepare transaction 'big'; commit prepared 'big'`,
    ],
    ["and chain", `begin; ${BIG}; commit and chain; rollback`],
    ["within a procedure", "call in_steps()"],
    ["asynchronously", `begin; set local synchronous_commit = off; ${BIG}; commit`],
    ["at repeatable read", `begin isolation level repeatable read; ${BIG}; commit`],
    [
      "in a session that plays a replica",
      `begin; set local session_replication_role = replica; ${BIG}; prepare transaction 'big'; commit prepared 'big'`,
    ],
  ])("%s", async (_how, statements) => {
    const writer = await sessions.start();
    for (const statement of statements.split("; ")) await writer.sql.unsafe(statement);
    expect(await pending(sql(), "item")).toMatchObject([large]);
    await expectExact(sql(), "item", "region");
    expect(await sql()`select slug, events::integer from frescura.waiting_views()`).toEqual([
      { slug: "item", events: 1 },
    ]);
  });

  test("by a connection of its own, from within a transaction that is rolled back", async () => {
    const writer = await sessions.start();
    await writer.sql.unsafe("begin");
    await writer.sql`select dblink_exec(${server.url}, ${BIG})`;
    await writer.sql.unsafe("rollback");
    expect(await pending(sql(), "item")).toMatchObject([large]);
    await expectExact(sql(), "item", "region");
  });

  test.each([
    ["update", "update item set amount = 50000 where id = 1", "update item set amount = 1 where id = 1"],
    ["delete", "delete from item where id = 100", "select"],
    ["copy", "copy item from program 'printf \"100\\tr1\\t50000\\tMXN\\n\"'", "select"],
    ["truncate", "truncate item", "insert into item select g, 'r' || g % 3, g from generate_series(1, 12) g"],
  ])("a prepared %s", async (what, write, undo) => {
    if (what === "delete") {
      await sql().unsafe(BIG);
      await takeBaseline(sql(), "item", "region");
    }
    await prepared(write);
    await sql().unsafe("commit prepared 'big'");
    await expectExact(sql(), "item", "region");
    expect((await sql()`select from frescura.waiting_views()`).length).toBe(1);
    await sql().unsafe(undo);
  });
});

describe("while it is prepared", () => {
  test.each([
    ["commit prepared", [large]],
    ["rollback prepared", []],
  ])("no refresh passes for one that contains it, whatever comes of it: %s", async (end, lacks) => {
    await prepared(BIG);
    for (const view of ["item", "region"]) await sql()`select frescura.refresh(${view}, 'test')`;
    expect(await pending(sql(), "item")).toEqual([]);
    await expectExact(sql(), "item", "region");
    await sql()`call frescura.upkeep('test')`;
    await sql().unsafe(`${end} 'big'`);
    expect(await pending(sql(), "item")).toMatchObject(lacks);
    await expectExact(sql(), "item", "region");
  });

  test("a write that could not be recorded makes the view unknown, before it commits or from then on", async () => {
    await sql().unsafe("alter table frescura.view_sources rename to away");
    await sql().unsafe("alter table frescura.capture_failures rename to failures_away");
    const [{ ledger }] = await sql()<[{ ledger: string }]>`
      select 'frescura.ledger_' || view_id as ledger from frescura.tracking where live_view = 'public.item_live'`;
    await sql().unsafe(`alter table ${ledger} rename to ledger_away`);
    await prepared(BIG);
    await sql().unsafe(`alter table frescura.away rename to view_sources;
      alter table frescura.failures_away rename to capture_failures;
      alter table frescura.ledger_away rename to ${ledger.split(".")[1]}`);
    await sql()`select frescura.refresh('item', 'test')`;
    await expectUnknown(sql(), "item", "capture_failed");
    await sql().unsafe("commit prepared 'big'");
    await expectUnknown(sql(), "item", "capture_failed");
  });
});

test("a worker looks for what nobody may tell it of, and refreshes within seconds", async () => {
  amendEnv({ DATABASE_URL: server.url, LOG_LEVEL: "silent" });
  const heard = listeningLog();
  const env = { DATABASE_URL: server.url, DATABASE_URL_DIRECT: undefined };
  const worker = await startWorker({ log: heard.log, env, tickMs: NEVER_MS });
  try {
    await until("the worker listens", async () => heard.said("listening for events"));
    await prepared(BIG);
    await sql().unsafe("commit prepared 'big'");
    await until("the view has it", async () => (await sql()`select from item_mv where id = 100`)[0]);
  } finally {
    await worker.stop();
    await closeDb();
    amendEnv({ DATABASE_URL: "" });
  }
});

test("a queue of notifications that is full fails no writer, who tells of his events again when it is not", async () => {
  await restartWith({ max_prepared_transactions: 0, max_notify_queue_pages: 64 });
  const told = async () => (await sql()`select frescura.writers_notify() as notify`)[0]!.notify;
  expect(await told()).toBe(true);
  const idle = await sessions.start();
  // What it has not read stays in the queue for as long as its transaction lasts.
  await idle.sql.unsafe("listen anything");
  await idle.sql.unsafe("begin; select 1");
  const fill = async () => {
    for (;;) await sql()`select pg_notify('anything', repeat('x', 7000) || gen_random_uuid())`;
  };
  await expect(fill()).rejects.toThrow(/too many notifications/);
  expect(await told()).toBe(false);
  await sql().unsafe(BIG);
  expect(await pending(sql(), "item")).toMatchObject([large]);
  await idle.sql.unsafe("rollback");
  await until("the queue is empty", told);
});
