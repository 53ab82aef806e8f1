import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { expectExact, expectUnknown, pendingTransactions, takeBaseline } from "@/tests/support/ledger/lab";
import { TestRoles } from "@/tests/support/roles";
import { Sessions } from "@/tests/support/sessions";

let database: TestDatabase;
let sessions: Sessions;
let roles: TestRoles;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  sessions = new Sessions(database.url);
  roles = new TestRoles(sql());
  await change(`
    -- A slot that nobody took, of the time before this test, would be run along and refresh.
    delete from frescura.schedules;
    create table visit (id int, day date, amount numeric) partition by range (day);
    create table visit_1 partition of visit for values from ('2026-01-01') to ('2026-02-01');
    insert into visit select g, date '2026-01-01' + g, g from generate_series(1, 20) g;
    create materialized view visit_mv as select day, count(*) as visits, sum(amount) as amount from visit group by day;
    create unique index on visit_mv (day);
    create table payment (id int primary key, amount numeric);
    create materialized view payment_mv as select id, amount from payment; create unique index on payment_mv (id);
    select frescura.register('visit_mv', 'visit'), frescura.register('payment_mv', 'payment');
    select frescura.track('visit', 'visit', array['r.day'], 'r.amount', p_row_key => 'r.id');
    select frescura.track('payment', 'payment', array['r.id'], 'r.amount')`);
  await takeBaseline(sql(), "visit", "payment");
});
afterEach(() => sessions.end());
afterAll(async () => {
  await roles.drop();
  await database.drop();
});

const VISIT = {
  slug: "visit",
  write: (table: string) => `insert into ${table} values (90, '2026-03-05', 1)`,
};
const PAYMENT = {
  slug: "payment",
  write: (table: string) => `insert into ${table} (id, amount) values (90, 1)`,
};
const MARCH = "for values from ('2026-03-01') to ('2026-04-01')";

/** Ways in which a family grows: what makes the new member, and one that is written to straight. */
const WAYS = [
  ["a new partition", VISIT, `create table added partition of visit ${MARCH}`, "added"],
  [
    "one that is partitioned itself",
    VISIT,
    `create table added partition of visit ${MARCH} partition by list (amount); create table leaf partition of added default`,
    "leaf",
  ],
  [
    "an attached one with rows of its own",
    VISIT,
    `create table added (like visit); insert into added values (91, '2026-03-04', 7); alter table visit attach partition added ${MARCH}`,
    "added",
  ],
  ["a child", PAYMENT, "create table added (card text) inherits (payment)", "added"],
  [
    "a table that becomes one",
    PAYMENT,
    "create table added (id int not null, amount numeric); insert into added values (92, 3); alter table added inherit payment",
    "added",
  ],
] as const;

/** How the new member comes to be captured. */
const TAKERS = [
  ["at once, by the event trigger", async () => {}],
  [
    "by the next driver, where there is none",
    async () => void (await change("call frescura.upkeep('test')")),
  ],
] as const;

describe.each(TAKERS)("taken in %s", (taker, take) => {
  beforeAll(async () => {
    await change(
      taker.startsWith("at once")
        ? "select frescura.make_event_trigger()"
        : "drop event trigger if exists frescura_take_in",
    );
  });

  test.each(WAYS)(
    "%s: unknown until a refresh, which it asks for, and exact from then on",
    async (_what, family, make, straight) => {
      await change(make);
      await expectUnknown(sql(), family.slug, "capture_off");
      // Written to before anybody looks: through the parent it is seen, straight it may not be.
      await change(family.write(straight));
      await expectUnknown(sql(), family.slug, "capture_off");
      await take();
      expect(await sql()`select slug from frescura.waiting_views()`).toEqual([{ slug: family.slug }]);
      await change("select process_pending_mv_refreshes()");
      await takeBaseline(sql(), family.slug);
      await change(`update ${straight} set amount = amount + 1`);
      expect(await pendingTransactions(sql(), family.slug)).toBeGreaterThan(0);
      await expectExact(sql(), family.slug);
      await change("drop table added");
      await takeBaseline(sql(), family.slug);
    },
  );
});

describe("the event trigger", () => {
  const trigger = async () => (await sql()`select frescura.make_event_trigger() as made`)[0]!.made as boolean;
  const captured = async (table: string) =>
    (
      await sql()`select from pg_trigger where tgrelid = ${table}::regclass and tgname like 'frescura_capture_%'`
    ).length;

  test("serves a role that may do nothing with us", async () => {
    expect(await trigger()).toBe(true);
    const owner = await roles.create("owner");
    await change(`grant create on schema public to ${owner}; alter table visit owner to ${owner}`);
    const session = await sessions.start();
    await session.sql.unsafe(`set role ${owner}`);
    await session.sql.unsafe(`create table added partition of visit ${MARCH}`);
    expect(await captured("added")).toBe(4);
    await session.sql.unsafe("drop table added");
    await change("alter table visit owner to current_user");
    await takeBaseline(sql(), "visit");
  });

  test.each([
    [
      "a function of ours is gone",
      "alter function frescura.take_in() rename to away",
      "alter function frescura.away() rename to take_in",
    ],
    [
      "our tables are",
      "alter table frescura.view_sources rename to away",
      "alter table frescura.away rename to view_sources",
    ],
    [
      "the queue of events refuses",
      "alter table frescura.refresh_triggers add constraint no check (operation <> 'request') not valid",
      "alter table frescura.refresh_triggers drop constraint no",
    ],
  ])("fails no command when %s, and a driver makes up for it", async (_what, damage, mend) => {
    await change(damage);
    await change(`create table added partition of visit ${MARCH}`);
    await change(mend);
    await change("call frescura.upkeep('test')");
    expect(await captured("added")).toBe(4);
    await change("drop table added");
    await takeBaseline(sql(), "visit");
  });

  test("is not made by a role that may not, without an error", async () => {
    await change("drop event trigger frescura_take_in");
    const role = await roles.create("plain");
    await change(`grant execute on function frescura.make_event_trigger() to ${role}`);
    const made = await sql().begin(async (tx) => {
      await tx`set local role ${tx(role)}`;
      return await tx`select frescura.make_event_trigger() as made`;
    });
    expect([...made]).toEqual([{ made: false }]);
  });
});

test("who is writing to the new partition is not disturbed: the next look takes it in", async () => {
  await change("drop event trigger if exists frescura_take_in");
  await change(`create table added partition of visit ${MARCH}`);
  const writer = await sessions.start();
  await writer.sql.unsafe(`begin; insert into added values (93, '2026-03-09', 1)`);
  expect(await sql()`select frescura.take_in() as taken`).toEqual([{ taken: 0 }]);
  await expectUnknown(sql(), "visit", "capture_off");
  await writer.sql.unsafe("commit");
  expect(await sql()`select frescura.take_in() as taken`).toEqual([{ taken: 1 }]);
  expect(await sql()`select frescura.take_in() as taken`).toEqual([{ taken: 0 }]);
  await takeBaseline(sql(), "visit");
  await change("drop table added");
  await takeBaseline(sql(), "visit");
});

test("a family that a foreign table joins is left unknown, and does not keep others from being taken in", async () => {
  await change(`
    create extension if not exists file_fdw; create server files foreign data wrapper file_fdw;
    create foreign table far partition of visit ${MARCH} server files options (filename '/dev/null');
    create table added () inherits (payment)`);
  await change("call frescura.upkeep('test')");
  await expectUnknown(sql(), "visit", "capture_off");
  await takeBaseline(sql(), "payment");
  await change("drop foreign table far");
  await takeBaseline(sql(), "visit");
});
