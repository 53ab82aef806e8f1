import postgres, { type Row } from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { hasPsql, psql } from "@/tests/support/psql";
import { TestRoles } from "@/tests/support/roles";
import { Sessions } from "@/tests/support/sessions";
import { waitForLock } from "@/tests/support/wait";

const withPsql = await hasPsql();

let database: TestDatabase;
let roles: TestRoles;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  roles = new TestRoles(database.sql);
});
beforeEach(() =>
  change(`
    truncate cpg_pos, cpg_consignment restart identity;
    truncate frescura.refresh_log, frescura.refresh_triggers, frescura.schedule_runs, frescura.capture_failures restart identity;
    refresh materialized view universal_transactions_mv`),
);
afterEach(() => roles.drop());
afterAll(() => database.drop());

async function events(): Promise<Row[]> {
  return [
    ...(await sql()`
    select source_table, source_key, operation, amount::float8 as amount from frescura.refresh_triggers order by id`),
  ];
}
const failures = async () => [
  ...(await sql()`select source_table, operation, error_code from frescura.capture_failures`),
];

describe("a write is an event from the threshold on", () => {
  test.each([
    ["9999.99", 0],
    ["10000", 1],
    ["10000.00", 1],
    ["50000", 1],
  ])("insert of %s: %i events", async (amount, count) => {
    await change(`insert into cpg_pos (monto_total) values (${amount})`);
    expect(await events()).toHaveLength(count);
  });

  test("each row by its key, with what it was and priority critical", async () => {
    await change("insert into cpg_pos (monto_total) values (20000), (5), (30000)");
    await change("insert into cpg_consignment (monto_total) values (40000)");
    expect(await events()).toEqual([
      { source_table: "cpg_pos", source_key: "1", operation: "insert", amount: 20000 },
      { source_table: "cpg_pos", source_key: "3", operation: "insert", amount: 30000 },
      { source_table: "cpg_consignment", source_key: "1", operation: "insert", amount: 40000 },
    ]);
    const rows =
      await sql()`select distinct priority, refresh_requested, attempts, processed_at from frescura.refresh_triggers`;
    expect(rows).toEqual([
      { priority: "critical", refresh_requested: true, attempts: 0, processed_at: null },
    ]);
  });

  test.each([
    ["update cpg_pos set monto_total = 15000 where id = 1", [{ operation: "update", amount: 15000 }]],
    ["update cpg_pos set monto_total = 1 where id = 1", [{ operation: "update", amount: 10000 }]],
    ["update cpg_pos set cliente = 'Ana'", [{ operation: "update", amount: 10000 }]],
    ["update cpg_pos set cliente = 'Ana' where id = 99", []],
    ["delete from cpg_pos", [{ operation: "delete", amount: 10000 }]],
    ["truncate cpg_pos", [{ operation: "truncate", amount: 10000 }]],
    [
      "insert into cpg_pos (id, monto_total) values (1, 12000) on conflict (id) do update set monto_total = excluded.monto_total",
      [{ operation: "update", amount: 12000 }],
    ],
    ["insert into cpg_pos (id, monto_total) values (1, 12000) on conflict do nothing", []],
    [
      "merge into cpg_pos p using (values (1::bigint), (7)) v (id) on p.id = v.id when matched then update set monto_total = 11000 when not matched then insert (id, monto_total) values (v.id, 13000)",
      [
        { operation: "insert", amount: 13000 },
        { operation: "update", amount: 11000 },
      ],
    ],
    [
      "with gone as (delete from cpg_pos returning *) insert into cpg_consignment (monto_total) select monto_total from gone",
      [
        { operation: "delete", amount: 10000 },
        { operation: "insert", amount: 10000 },
      ],
    ],
  ])("%s", async (write, expected) => {
    await change("insert into cpg_pos (monto_total) values (10000), (10)");
    await change("truncate frescura.refresh_triggers");
    await change(write);
    const seen = (await events()).map(({ operation, amount }) => ({ operation, amount }));
    expect(seen.sort((a, b) => a.operation.localeCompare(b.operation))).toEqual(expected);
    expect(await failures()).toEqual([]);
  });

  test.skipIf(!withPsql)("COPY", async () => {
    await psql(database.url, "copy cpg_pos (monto_total) from stdin;\n10000\n5\n20000\n\\.\n");
    expect((await events()).map(({ amount }) => amount)).toEqual([10000, 20000]);
  });

  test("not a write that its transaction takes back", async () => {
    const undone = sql().begin(async (tx) => {
      await tx`insert into cpg_pos (monto_total) values (50000)`;
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await events()).toEqual([]);
  });

  test("the threshold is a setting of each source", async () => {
    await change("update frescura.view_sources set threshold = 500 where source_name = 'cpg_pos'");
    await change(
      "insert into cpg_pos (monto_total) values (499), (500); insert into cpg_consignment (monto_total) values (500)",
    );
    expect(await events()).toEqual([
      { source_table: "cpg_pos", source_key: "2", operation: "insert", amount: 500 },
    ]);
    await change("select frescura.watch('universal-transactions', 'cpg_pos', 'monto_total')");
    expect(
      await sql()`select threshold::int from frescura.view_sources where source_name = 'cpg_pos'`,
    ).toEqual([{ threshold: 500 }]);
    await change(
      "update frescura.view_sources set threshold = 10000, enabled = false where source_name = 'cpg_pos'",
    );
    await change("insert into cpg_pos (monto_total) values (99999)");
    expect(await events()).toHaveLength(1);
    await change("update frescura.view_sources set enabled = true");
  });

  test("a session that plays a replica is seen too", async () => {
    await sql().begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into cpg_pos (monto_total) values (50000)`;
    });
    expect(await events()).toMatchObject([{ source_table: "cpg_pos", operation: "insert", amount: 50000 }]);
  });
});

describe("a broken capture never breaks the writer", () => {
  const pay = "insert into cpg_pos (monto_total) values (50000)";
  const paid = () => sql()`select monto_total::int from cpg_pos`;

  test.each([
    [
      "the queue is renamed",
      "alter table frescura.refresh_triggers rename to away",
      "alter table frescura.away rename to refresh_triggers",
      "42P01",
    ],
    [
      "the queue lost a column",
      "alter table frescura.refresh_triggers rename source_key to k",
      "alter table frescura.refresh_triggers rename k to source_key",
      "42703",
    ],
    [
      "the settings are renamed",
      "alter table frescura.view_sources rename to away",
      "alter table frescura.away rename to view_sources",
      "42P01",
    ],
    [
      "the queue refuses the row",
      "alter table frescura.refresh_triggers add constraint no check (amount < 0) not valid",
      "alter table frescura.refresh_triggers drop constraint no",
      "23514",
    ],
    [
      "the ledger is renamed",
      "alter table frescura.ledger_1 rename to away",
      "alter table frescura.away rename to ledger_1",
      "42P01",
    ],
  ])("%s: the payment commits and the loss is on record", async (_what, breaking, mending, code) => {
    await change(breaking);
    try {
      await change(pay);
    } finally {
      await change(mending);
    }
    expect(await paid()).toEqual([{ monto_total: 50000 }]);
    expect(await failures()).toEqual([{ source_table: "cpg_pos", operation: "insert", error_code: code }]);
    const [finding] = await sql()`select check_name, severity from frescura.doctor('universal-transactions')`;
    expect(finding).toEqual({ check_name: "capture_failures", severity: "error" });
    await change("select refresh_universal_transactions_logged('cron', 'hourly_job')");
    expect(await sql()`select from universal_transactions_mv`).toHaveLength(1);
  });

  test("the queue is locked: it waits a tenth of a second, not longer", async () => {
    const sessions = new Sessions(database.url);
    const locker = await sessions.start();
    await locker.sql.unsafe("begin; lock table frescura.refresh_triggers in access exclusive mode");
    await change(pay);
    await locker.sql.unsafe("rollback");
    await sessions.end();
    expect(await paid()).toEqual([{ monto_total: 50000 }]);
    expect(await failures()).toEqual([{ source_table: "cpg_pos", operation: "insert", error_code: "55P03" }]);
  });

  test.each([
    [
      "the place for failures is gone too",
      "alter table frescura.capture_failures rename to gone",
      "alter table frescura.gone rename to capture_failures",
    ],
    [
      "the function that notes failures is gone too",
      "alter function frescura.record_capture_failure rename to gone",
      "alter function frescura.gone rename to record_capture_failure",
    ],
  ])("%s: a warning tells", async (_what, breaking, mending) => {
    const notices: string[] = [];
    const session = postgres(database.url, {
      max: 1,
      onnotice: ({ severity, message }) => notices.push(`${severity}: ${message}`),
    });
    await change(`alter table frescura.refresh_triggers rename to away; ${breaking}`);
    try {
      await session.unsafe(pay);
    } finally {
      await change(`alter table frescura.away rename to refresh_triggers; ${mending}`);
      await session.end();
    }
    expect(await paid()).toEqual([{ monto_total: 50000 }]);
    expect(notices).toEqual([
      expect.stringMatching(/^WARNING: Frescura could not record an event of cpg_pos/),
    ]);
  });

  test("a writer needs no right on anything but its own table", async () => {
    const till = await roles.create("till");
    await change(
      `grant insert, select on cpg_pos to ${till}; grant usage on all sequences in schema public to ${till}`,
    );
    await sql().begin(async (tx) => {
      await tx`set local role ${tx(till)}`;
      await expect(tx.savepoint((s) => s`select from frescura.refresh_triggers`)).rejects.toMatchObject({
        code: "42501",
      });
      await expect(
        tx.savepoint((s) => s`select frescura.record_capture_failure('t', 'insert', 'x', 'forged')`),
      ).rejects.toMatchObject({ code: "42501" });
      await tx.unsafe(pay);
    });
    expect(await events()).toHaveLength(1);
    expect(await failures()).toEqual([]);
    await change(
      `revoke all on cpg_pos from ${till}; revoke all on all sequences in schema public from ${till}`,
    );
  });

  test("an owner of the functions who lost the right to the queue", async () => {
    const owner = await roles.create("owner");
    await change(
      `grant create on schema frescura to ${owner}; alter function frescura.capture_1_insert() owner to ${owner}`,
    );
    try {
      await change(pay);
    } finally {
      await change("alter function frescura.capture_1_insert() owner to current_user");
    }
    expect(await paid()).toEqual([{ monto_total: 50000 }]);
    expect(await events()).toEqual([]);
  });
});

describe("draining", () => {
  const drain = () => sql()`select process_pending_mv_refreshes() as views`.then(([row]) => row!.views);

  test("is one refresh per view, however many events wait", async () => {
    await change("insert into cpg_pos (monto_total) select 20000 from generate_series(1, 200)");
    expect(await drain()).toBe(1);
    const rows = await sql()`select trigger_type, status, events_covered from frescura.refresh_log`;
    expect(rows).toEqual([{ trigger_type: "event", status: "completed", events_covered: 200 }]);
    expect(await drain()).toBe(0);
  });

  test("leaves a disabled view alone", async () => {
    await change(
      "update frescura.views set enabled = false; insert into cpg_pos (monto_total) values (20000)",
    );
    expect(await drain()).toBe(0);
    await change("update frescura.views set enabled = true");
    expect(await drain()).toBe(1);
  });

  test("sets a poison event aside after its attempts; the next success covers it", async () => {
    await change("insert into cpg_pos (monto_total) values (20000)");
    await change(
      "create unique index once on universal_transactions_mv (cliente); insert into cpg_pos (monto_total) values (1)",
    );
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(await drain()).toBe(1);
      const [event] =
        await sql()`select attempts, last_error, dead_letter_at is not null as aside, processed_at from frescura.refresh_triggers`;
      expect(event).toEqual({
        attempts: attempt,
        last_error: expect.stringContaining("once"),
        aside: attempt === 5,
        processed_at: null,
      });
    }
    expect(await drain()).toBe(0);
    const [health] =
      await sql()`select pending_events, dead_letter_events, failures_in_a_row from frescura.health()`;
    expect(health).toEqual({ pending_events: 0, dead_letter_events: 1, failures_in_a_row: 5 });

    await change("drop index once");
    await change("select refresh_universal_transactions_logged('manual', 'ops@company.com')");
    const [covered] =
      await sql()`select t.refresh_id = l.id as covered, l.events_covered from frescura.refresh_triggers t join frescura.refresh_log l on l.status = 'completed'`;
    expect(covered).toEqual({ covered: true, events_covered: 1 });
  });

  test("an event that commits while a refresh is failing is not counted with those it had claimed", async () => {
    const sessions = new Sessions(database.url);
    try {
      await change("insert into cpg_pos (monto_total) values (20000)");
      await change(
        "create unique index once on universal_transactions_mv (cliente); insert into cpg_pos (monto_total) values (1)",
      );
      const [holder, drainer] = [await sessions.start(), await sessions.start()];
      await holder.sql.unsafe("begin; lock table cpg_consignment in access exclusive mode");
      const failing = drainer.sql`select process_pending_mv_refreshes()`.execute();
      await waitForLock(sql(), drainer.pid);
      await change("insert into cpg_pos (monto_total) values (30000)");
      await holder.sql.unsafe("rollback");
      await failing;
      expect(
        await sql()`select amount::integer, attempts from frescura.refresh_triggers order by id`,
      ).toEqual([
        { amount: 20000, attempts: 1 },
        { amount: 30000, attempts: 0 },
      ]);
    } finally {
      await change("drop index once");
      await sessions.end();
    }
  });

  test("a failure on demand costs an event no attempt", async () => {
    await change("insert into cpg_pos (monto_total) values (20000)");
    await change(
      "create unique index once on universal_transactions_mv (cliente); insert into cpg_pos (monto_total) values (1)",
    );
    await change("select refresh_universal_transactions_logged('manual', 'ops@company.com')");
    expect(await sql()`select attempts from frescura.refresh_triggers`).toEqual([{ attempts: 0 }]);
    await change("drop index once");
  });
});
