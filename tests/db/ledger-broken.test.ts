import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { expectBaseline, expectExact, expectUnknown, pending, prune } from "@/tests/support/ledger/lab";
import { makeWorld } from "@/tests/support/ledger/world";
import { TestRoles } from "@/tests/support/roles";
import { Sessions } from "@/tests/support/sessions";

let database: TestDatabase;
let roles: TestRoles;
let sessions: Sessions;
let ledger: string;
let capture: string;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  roles = new TestRoles(sql());
  await makeWorld(sql());
  const [names] = await sql()`
    select 'frescura.ledger_' || view_id as ledger, 'frescura.capture_' || id as capture from frescura.view_sources where source_name = 'sales'`;
  ledger = names!.ledger;
  capture = names!.capture;
});
beforeEach(() => {
  sessions = new Sessions(database.url);
});
// Whatever broke, once mended a refresh makes a new baseline.
afterEach(async () => {
  await sessions.end();
  await expectBaseline(sql(), "daily");
  await prune(sql(), "daily");
  await roles.drop();
});
afterAll(() => database.drop());

let next = 0;
/** What a customer does; the branch is one that the view does not have yet. */
async function sell(session = sql()): Promise<string> {
  const branch = `broken ${++next}`;
  await session`insert into sales (day, branch, amount) values ('2026-05-01', ${branch}, 9)`;
  return branch;
}
const sold = async (branch: string) =>
  (await sql()`select amount::integer from sales where branch = ${branch}`).length;
const inLive = async (branch: string) =>
  (await sql()`select from daily_live where branch = ${branch}`).length;

interface Breakage {
  what: string;
  breaking: () => string;
  mending: () => string;
  /** Why the view is unknown while it is broken; some are seen before the first write. */
  before?: string;
  reason: string;
}

const rename = (table: () => string): Pick<Breakage, "breaking" | "mending"> => ({
  breaking: () => `alter table ${table()} rename to away`,
  mending: () => `alter table frescura.away rename to ${table().replace("frescura.", "")}`,
});

describe.each<Breakage>([
  {
    what: "the ledger is renamed",
    ...rename(() => ledger),
    before: "capture_failed",
    reason: "capture_failed",
  },
  {
    what: "a key column of the ledger is renamed",
    breaking: () => `alter table ${ledger} rename k1 to kk`,
    mending: () => `alter table ${ledger} rename kk to k1`,
    reason: "capture_failed",
  },
  {
    what: "the ledger refuses rows",
    breaking: () => `alter table ${ledger} add constraint refused check (false) not valid`,
    mending: () => `alter table ${ledger} drop constraint refused`,
    reason: "capture_failed",
  },
  {
    what: "the ledger has a trigger that fails",
    breaking: () => `
      create function burst() returns trigger language plpgsql as $$ begin raise 'burst'; end $$;
      create trigger burst before insert on ${ledger} for each row execute function burst()`,
    mending: () => "drop function burst cascade",
    reason: "capture_failed",
  },
  {
    what: "the sequence of the ledgers is renamed and its default gone",
    breaking: () => `alter table ${ledger} alter id drop default`,
    mending: () => `alter table ${ledger} alter id set default nextval('frescura.ledger_seq')`,
    reason: "capture_failed",
  },
  {
    what: "ledger and place for failures are renamed",
    breaking: () =>
      `alter table ${ledger} rename to away; alter table frescura.capture_failures rename to gone`,
    mending: () =>
      `alter table frescura.away rename to ${ledger.replace("frescura.", "")}; alter table frescura.gone rename to capture_failures`,
    before: "capture_failed",
    reason: "capture_failed",
  },
  {
    what: "the ledger refuses rows and the place for failures is gone",
    breaking: () =>
      `alter table ${ledger} add constraint refused check (false) not valid; alter table frescura.capture_failures rename to gone`,
    mending: () =>
      `alter table ${ledger} drop constraint refused; alter table frescura.gone rename to capture_failures`,
    before: "capture_failed",
    reason: "capture_failed",
  },
  {
    what: "the ledger refuses rows and the function that notes failures is gone",
    breaking: () =>
      `alter table ${ledger} add constraint refused check (false) not valid; alter function frescura.record_capture_failure rename to gone`,
    mending: () =>
      `alter table ${ledger} drop constraint refused; alter function frescura.gone rename to record_capture_failure`,
    reason: "capture_failed",
  },
])("$what", ({ breaking, mending, before, reason }) => {
  test("the payment commits, the view is unknown, its live view exact; mended, a refresh makes a baseline", async () => {
    await change(breaking());
    let branch: string;
    try {
      if (before) await expectUnknown(sql(), "daily", before).catch(rethrow("before the write"));
      branch = await sell();
      expect(await sold(branch)).toBe(1);
      const [health] = await sql()`select freshness, pending_reason from frescura.health('daily')`;
      expect(health).toEqual({ freshness: "unknown", pending_reason: reason });
      expect(await inLive(branch)).toBe(1);
    } finally {
      await change(mending());
    }
    await expectUnknown(sql(), "daily", reason);
    expect(await inLive(branch)).toBe(1);
    expect(await sql()`select from daily_mv where branch = ${branch}`).toHaveLength(0);
  });
});

const rethrow = (when: string) => (error: Error) => {
  error.message = `${when}: ${error.message}`;
  throw error;
};

test("a ledger that records but cannot be read is unknown, and known again once it can", async () => {
  await change(`alter table ${ledger} rename xid to x`);
  const branch = await sell();
  await expectUnknown(sql(), "daily", "capture_failed");
  expect(await inLive(branch)).toBe(1);
  await change(`alter table ${ledger} rename x to xid`);
  await expectExact(sql(), "daily");
  expect(await pending(sql(), "daily")).toMatchObject([{ transactions: 1, amount: 9 }]);
});

describe("a source", () => {
  test("renamed goes on recording, is unknown while its name is not the tracked one, and known with it", async () => {
    await change("alter table sales rename to ventas");
    await change("insert into ventas (day, branch, amount) values ('2026-05-02', 'renamed', 1)");
    await expectUnknown(sql(), "daily", "renamed");
    await change("alter table ventas rename to sales");
    await expectExact(sql(), "daily");
    expect(await pending(sql(), "daily")).toMatchObject([{ transactions: 1, amount: 1 }]);
  });

  test("whose column was renamed cannot record, until it is tracked with the new name", async () => {
    await change("alter table sales rename amount to importe");
    await change("insert into sales (day, branch, importe) values ('2026-05-02', 'column', 1)");
    await expectUnknown(sql(), "daily", "capture_failed");
    await change("select frescura.track('daily', 'sales', array['r.day', 'r.branch'], 'r.importe')");
    await expectBaseline(sql(), "daily");
    await change("alter table sales rename importe to amount");
    await change("select frescura.track('daily', 'sales', array['r.day', 'r.branch'], 'r.amount')");
  });

  const other = async (threshold: string) => {
    await change(`
      create table parcel (id int primary key, amount numeric); insert into parcel values (1, 1);
      create materialized view parcels_mv as select id, amount from parcel; create unique index on parcels_mv (id);
      select frescura.register('parcels_mv', 'parcels');
      select frescura.track('parcels', 'parcel', array['r.id'], 'r.amount', p_threshold => ${threshold});
      select frescura.refresh('parcels', 'test')`);
  };
  const forget = () =>
    change(`
      select frescura.unregister('parcels'); drop materialized view if exists parcels_mv;
      drop schema if exists attic cascade; drop table if exists parcel, package cascade`);

  test.each([
    ["renamed", "alter table parcel rename to package", "package"],
    ["moved to another schema", "create schema attic; alter table parcel set schema attic", "attic.parcel"],
    [
      "renamed, and its name taken by another table",
      "alter table parcel rename to package; create table parcel (id int primary key, amount numeric)",
      "package",
    ],
  ])("%s can be untracked, and goes on with its events", async (_, moving, table) => {
    await other("100");
    await change(moving);
    await change("select frescura.untrack('parcels')");
    await change(`insert into ${table} values (2, 500)`);
    expect(
      await sql()`
        select source_schema || '.' || source_name as name from frescura.view_sources
         where view_id = frescura.view_id('parcels')`,
    ).toEqual([{ name: table.includes(".") ? table : `public.${table}` }]);
    expect(
      await sql()`
        select amount::float8, source_table from frescura.refresh_triggers where view_id = frescura.view_id('parcels')`,
    ).toEqual([{ amount: 500, source_table: table }]);
    expect(await sql()`select frescura.unwatch('parcels', ${table}) as gone`).toEqual([{ gone: true }]);
    await forget();
  });

  test("dropped, or renamed and watched no more, can be untracked", async () => {
    await other("null");
    await change("alter table parcel rename to package; select frescura.unwatch('parcels', 'parcel')");
    await change("drop table package cascade; select frescura.untrack('parcels')");
    expect(await pending(sql(), "parcels")).toEqual([{ known: false, reason: "not_tracked" }]);
    await forget();
  });

  test("whose row has no key in the view makes the whole view count as changed", async () => {
    await change("alter table sales alter branch drop not null");
    await change("insert into sales (day, branch, amount) values ('2026-05-02', null, 1)");
    expect(await pending(sql(), "daily")).toMatchObject([
      { reason: "whole_source_changed", transactions: 1, amount: 1 },
    ]);
    await expectExact(sql(), "daily");
    await expectBaseline(sql(), "daily");
    await change("delete from sales where branch is null");
    await expectExact(sql(), "daily");
    await expectBaseline(sql(), "daily");
    await change("alter table sales alter branch set not null");
  });
});

describe("capture that is off", () => {
  const all = (how: string) => async () => {
    await change(`alter table sales ${how} trigger all`);
  };
  const each = (how: (trigger: string, table: string) => string) => async () => {
    const triggers = await sql()<{ name: string; table: string }[]>`
      select tgname as name, tgrelid::regclass::text as table from pg_trigger
       where tgname like 'frescura\_capture\_%' and tgfoid::regproc::text like ${`${capture}%`}`;
    for (const { name, table } of triggers) await change(how(name, table));
  };

  test.each<[string, () => Promise<void>]>([
    ["every trigger of the table is disabled", all("disable")],
    // As pg_dump -a --disable-triggers leaves it.
    [
      "every trigger was disabled and enabled again, without always",
      async () => {
        await all("disable")();
        await all("enable")();
      },
    ],
    [
      "every trigger is for replicas alone",
      each((name, table) => `alter table ${table} enable replica trigger ${name}`),
    ],
    [
      "every trigger is for origins alone",
      each((name, table) => `alter table ${table} enable trigger ${name}`),
    ],
    ["every trigger is dropped", each((name, table) => `drop trigger ${name} on ${table}`)],
    [
      "every trigger is renamed",
      each((name, table) => `alter trigger ${name} on ${table} rename to ${name}_x`),
    ],
    [
      "every trigger was made again",
      each(
        (name, table) =>
          `create or replace trigger ${name} after insert on ${table} for each statement execute function ${capture}_insert()`,
      ),
    ],
    [
      "the functions are dropped",
      async () => {
        await change(
          `drop function ${capture}_insert, ${capture}_update, ${capture}_delete, ${capture}_truncate cascade`,
        );
      },
    ],
  ])(
    "because %s: unknown at once, refreshed though nothing seems pending, and tracked anew it is known",
    async (_, off) => {
      await change("update frescura.views set skip_unchanged = true where slug = 'daily'");
      await off();
      await expectUnknown(sql(), "daily", "capture_off");
      const branch = await sell();
      await expectUnknown(sql(), "daily", "capture_off");
      expect(await inLive(branch)).toBe(1);
      await change("call frescura.refresh_tracked('daily', 'cron', 'test')");
      expect(await sql()`select from daily_mv where branch = ${branch}`).toHaveLength(1);
      expect(
        await sql()`select check_name from frescura.doctor('daily') where check_name = 'capture'`,
      ).not.toEqual([]);
      await change("update frescura.views set skip_unchanged = false where slug = 'daily'");
      await each((name, table) => `drop trigger ${name} on ${table}`)();
      await change("select frescura.track('daily', 'sales', array['r.day', 'r.branch'], 'r.amount')");
      await expectBaseline(sql(), "daily");
    },
  );
});

describe("rights", () => {
  test("taken from the owner of the capture: the payment commits, the view is unknown", async () => {
    const owner = await roles.create("owner");
    await change(`
      grant create on schema frescura to ${owner}; grant insert on ${ledger} to ${owner};
      grant usage on sequence frescura.ledger_seq to ${owner};
      grant execute on function frescura.record_capture_failure to ${owner}; alter function ${capture}_insert() owner to ${owner}`);
    await expectBaseline(sql(), "daily");
    await sell();
    expect(await pending(sql(), "daily")).toMatchObject([{ transactions: 1 }]);
    await change(`revoke insert on ${ledger} from ${owner}`);
    const branch = await sell();
    expect(await sold(branch)).toBe(1);
    await expectUnknown(sql(), "daily", "capture_failed");
    await change(`alter function ${capture}_insert() owner to current_user`);
  });

  test("taken so far that nothing can be counted: its fingerprint tells", async () => {
    const owner = await roles.create("owner");
    await change(
      `grant create on schema frescura to ${owner}; alter function ${capture}_insert() owner to ${owner}`,
    );
    const branch = await sell();
    expect(await sold(branch)).toBe(1);
    await expectUnknown(sql(), "daily", "capture_off");
    await change(`alter function ${capture}_insert() owner to current_user`);
  });

  test("on the view are rights on its live view; no others are needed to read it", async () => {
    const reader = await roles.create("reader");
    await change(`grant select on daily_mv to ${reader}`);
    await change("select frescura.make_live(frescura.view_id('daily'))");
    await sell();
    await sql().begin(async (tx) => {
      await tx.unsafe(`set local role ${reader}`);
      expect((await tx`select count(*)::integer as rows from daily_live`)[0]!.rows).toBeGreaterThan(0);
      await expect(tx.savepoint((s) => s.unsafe(`select from ${ledger}`))).rejects.toMatchObject({
        code: "42501",
      });
      await expect(tx.savepoint((s) => s`select from sales`)).rejects.toMatchObject({ code: "42501" });
    });
  });
});

describe("a lock on the ledger", () => {
  test("holds the payment for a tenth of a second only; the loss is on record", async () => {
    const locker = await sessions.start();
    await locker.sql.unsafe(`begin; lock table ${ledger} in access exclusive mode`);
    const branch = await sell();
    await locker.sql.unsafe("rollback");
    expect(await sold(branch)).toBe(1);
    await expectUnknown(sql(), "daily", "capture_failed");
    const [failure] =
      await sql()`select source_table, error_code from frescura.capture_failures order by id desc limit 1`;
    expect(failure).toEqual({ source_table: "sales", error_code: "55P03" });
  });

  test("of a reader or of one who removes holds nobody", async () => {
    const reader = await sessions.start();
    await reader.sql.unsafe(`begin; select from daily_live; select frescura.prune_ledger('daily')`);
    await sell();
    expect(await pending(sql(), "daily")).toMatchObject([{ transactions: 1 }]);
  });
});

describe("a failed capture", () => {
  const BREAK = () => `alter table ${ledger} add constraint refused check (false) not valid`;
  const MEND = () => `alter table ${ledger} drop constraint refused`;

  test.each([
    ["on record", () => "", () => ""],
    [
      "only counted",
      () => "; alter table frescura.capture_failures rename to gone",
      () => "; alter table frescura.gone rename to capture_failures",
    ],
  ])(
    "of a writer in flight, %s, is not covered by a refresh that does not see him",
    async (_how, breaking, mending) => {
      const writer = await sessions.start();
      await change(BREAK() + breaking());
      await writer.sql.unsafe("begin");
      await sell(writer.sql);
      // Nobody but him knows of his rows; the tables he used are locked against renaming until he ends.
      await writer.sql.unsafe("savepoint s");
      await sql().unsafe("call frescura.refresh_tracked('daily', 'test')");
      await writer.sql.unsafe("commit");
      await change(MEND() + mending());
      await expectUnknown(sql(), "daily", "capture_failed");
      await expectBaseline(sql(), "daily");
    },
  );

  test("that its transaction takes back costs nothing", async () => {
    const writer = await sessions.start();
    await change(BREAK());
    await writer.sql.unsafe("begin");
    await sell(writer.sql);
    await writer.sql.unsafe("rollback");
    await change(MEND());
    await expectExact(sql(), "daily");
  });

  test("of one view leaves the others known", async () => {
    for (const slug of ["orders", "universal-transactions"]) await expectBaseline(sql(), slug);
    await change(BREAK());
    await sell();
    await change(MEND());
    await expectUnknown(sql(), "daily", "capture_failed");
    await expectExact(sql(), "orders", "universal-transactions");
  });

  test("warns the writer when it could be put nowhere", async () => {
    const notices: string[] = [];
    const session = postgres(database.url, { max: 1, onnotice: ({ message }) => notices.push(message!) });
    await change(`${BREAK()}; alter table frescura.capture_failures rename to gone`);
    try {
      await session`insert into sales (day, branch, amount) values ('2026-05-01', 'warned', 9)`;
    } finally {
      await change(`${MEND()}; alter table frescura.gone rename to capture_failures`);
      await session.end();
    }
    expect(notices).toEqual([expect.stringMatching(/^Frescura could not record an event of sales/)]);
  });
});
