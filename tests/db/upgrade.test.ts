import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { migrate } from "@/db/migrate";
import { dumpSchema } from "@/scripts/schema/dump";
import { createDatabase } from "@/tests/support/database";
import { startOtherServer } from "@/tests/support/debian-server";
import { countsOf, type Facts, factsOf, newNames, oldNames, readerSees } from "@/tests/support/layout-facts";
import { loadOldLayout } from "@/tests/support/old-layout";
import { locate, POSTGRESQL } from "@/tests/support/programs";
import { TestRoles } from "@/tests/support/roles";
import { Sessions } from "@/tests/support/sessions";
import { until } from "@/tests/support/wait";

const installed = locate(POSTGRESQL);

/** An empty database of the tests' server, or of an installed one. */
async function emptyDatabase(bin?: string): Promise<{ url: string; sql: Sql; drop(): Promise<void> }> {
  if (!bin) return createDatabase({ template: "empty" });
  const server = await startOtherServer(bin);
  const sql = connect(server.url, "frescura tests", 2);
  return { url: server.url, sql, drop: () => sql.end({ timeout: 5 }).then(() => server.stop()) };
}

describe.each([
  { on: "the tests' server", bin: undefined },
  ...(installed ? [{ on: "an installed PostgreSQL", bin: installed }] : []),
])("an installation of the layout before schema frescura, on $on", ({ bin }) => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let roles: TestRoles;
  let reader: string;
  let facts: Facts;

  beforeAll(async () => {
    database = await emptyDatabase(bin);
    roles = new TestRoles(database.sql);
    reader = await roles.create("reader");
    await loadOldLayout(database.url, reader);
    facts = await factsOf(database.sql, oldNames);
  });
  afterAll(async () => {
    await roles?.drop();
    await database?.drop();
  });

  const states = (table: string, state: (row: Record<string, unknown>) => unknown) =>
    [...new Set(facts.rows[table]!.map(state))].sort();

  test("every table holds something", () => {
    expect(Object.entries(countsOf(facts)).filter(([, count]) => count === 0)).toEqual([]);
  });

  test("asked twice, it says the same", async () => {
    expect(await factsOf(database.sql, oldNames)).toEqual(facts);
  });

  test("of some views it is known what they lack, of others why that is not known", () => {
    const said = Object.entries(facts.pending).map(([slug, rows]) => [
      slug,
      rows[0]!.known ? rows.reduce((sum, row) => sum + Number(row.transactions), 0) : rows[0]!.reason,
    ]);
    expect(Object.fromEntries(said)).toMatchObject({
      "universal-transactions": 5,
      pedidos: 4,
      "ventas-por-dia": 4,
      entregas: 2,
      "mv-clientes": 1,
      facturas: "capture_off",
      borrador: "unpopulated",
      inventario: "not_tracked",
    });
  });

  test("ledgers hold what their views contain beside what they lack", () => {
    for (const slug of ["universal-transactions", "ventas-por-dia", "mv-clientes"]) {
      const { id } = facts.rows.views!.find((view) => view.slug === slug)!;
      const pending = facts.pending[slug]!.reduce((sum, row) => sum + Number(row.rows), 0);
      expect(facts.rows[`ledger_${id}`]!.length).toBeGreaterThan(pending);
    }
  });

  test("live views are exact", () => {
    expect(Object.values(facts.live).map(({ differing }) => differing)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("a vouched snapshot names a writer who was underway", () => {
    expect(states("tracking", (row) => /^\d+:\d+:\d+/.test(`${row.vouched_snapshot}`))).toContain(true);
  });

  test("events wait, have failed, are set aside or done", () => {
    const state = (row: Record<string, unknown>) =>
      row.processed_at ? "done" : row.set_aside_at ? "set aside" : row.last_error ? "failed" : "waiting";
    expect(states("refresh_triggers", state)).toEqual(["done", "failed", "set aside", "waiting"]);
    expect(facts.waiting).toHaveLength(5);
  });

  test("the log has every status, alerts both ends, the outbox every state", () => {
    expect(states("refresh_log", (row) => row.status)).toEqual(["completed", "failed", "running", "skipped"]);
    expect(states("alerts", (row) => row.closed_at === null)).toEqual([false, true]);
    const told = (row: Record<string, unknown>) =>
      row.delivered_at ? "delivered" : row.last_error ? "failed" : "waiting";
    expect(states("notifications", told)).toEqual(["delivered", "failed", "waiting"]);
  });

  test("views are found, renamed and missing, one is suspended", () => {
    expect([...new Set(facts.health.map(({ state }) => state))].sort()).toEqual([
      "missing",
      "ok",
      "renamed",
      "unpopulated",
    ]);
    expect(facts.health.filter((view) => view.suspended_at)).toMatchObject([{ slug: "costos" }]);
  });

  test("who was granted to read sees what the owner sees", async () => {
    const { live, customer, rows } = facts;
    expect(await readerSees(database.sql, reader)).toEqual({
      transactions: live["universal-transactions"]!.rows,
      orders: live.pedidos!.rows,
      days: live["ventas-por-dia"]!.rows,
      attempts: rows.refresh_log!.length,
      late: customer.late,
    });
  });

  describe("upgraded", () => {
    const plan: string[] = [];
    let seen: Awaited<ReturnType<typeof readerSees>>;
    const ours = () =>
      database.sql`
        select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname like 'mv\\_%'
        union all
        select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname like 'mv\\_%' and c.relkind in ('v', 'm', 'r', 'S')
        order by 1`.then((rows) => rows.map(({ name }) => name as string));

    test("by a dry run it is told what moves, and nothing does", async () => {
      seen = await readerSees(database.sql, reader);
      await migrate(database.url, { dryRun: true, say: (line) => plan.push(line) });
      expect(plan.join("\n")).toMatch(/tables move to schema frescura/);
      expect(plan.join("\n")).toMatch(/events that wait go on waiting/);
      expect(await factsOf(database.sql, oldNames)).toEqual(facts);
    });

    test("with a writer underway, it waits for him, and what he wrote is pending like the rest", async () => {
      const sessions = new Sessions(database.url);
      const writer = await sessions.start();
      await writer.sql.unsafe("begin; update public.pedidos set importe = importe where id = 1");
      const upgrade = migrate(database.url);
      await until("the upgrade waits for the writer", async () => {
        const [row] = await database.sql`
          select from pg_stat_activity where application_name = 'frescura migrate' and datname = current_database()
             and wait_event_type = 'Lock' and wait_event = 'relation'`;
        return row;
      });
      await writer.sql.unsafe("rollback");
      await upgrade;
      await sessions.end();
    });

    test("it is what it was: rows, what is pending, live views, health, events, traces", async () => {
      expect(await factsOf(database.sql, newNames)).toEqual(facts);
    });

    test("who was granted to read sees the same, by the names he knows", async () => {
      expect(await readerSees(database.sql, reader)).toEqual(seen);
    });

    test("in public stay the names of the contract, and what is the customer's", async () => {
      expect(await ours()).toEqual([
        "mv_clientes",
        "mv_clientes_live",
        "mv_health_check",
        "mv_notas",
        "mv_redondea",
        "mv_refresh_log",
        "mv_refresh_metrics",
        "mv_refresh_triggers",
      ]);
      const [left] = await database.sql`
        select (select count(*)::integer from pg_proc where pronamespace = 'frescura'::regnamespace and proname like 'mv\\_%') as functions,
               (select count(*)::integer from pg_class where relnamespace = 'frescura'::regnamespace and relname like 'mv\\_%') as relations,
               (select count(*)::integer from pg_constraint where connamespace = 'frescura'::regnamespace and conname like 'mv\\_%') as constraints,
               (select count(*)::integer from pg_trigger where tgname like 'mv\\_%') as triggers,
               to_regnamespace('drizzle') as drizzle`;
      expect(left).toEqual({ functions: 0, relations: 0, constraints: 0, triggers: 0, drizzle: null });
    });

    test("its schema is that of a fresh installation", async () => {
      const fresh = await createDatabase();
      try {
        // Columns that came with later versions stand at the end of their tables.
        const lines = (text: string) => text.split("\n").sort();
        expect(lines(await dumpSchema(database.sql))).toEqual(lines(await dumpSchema(fresh.sql)));
      } finally {
        await fresh.drop();
      }
    });

    test("migrating again changes nothing", async () => {
      await migrate(database.url);
      expect(await factsOf(database.sql, newNames)).toEqual(facts);
    });

    test("it goes on: a write is pending, a refresh brings it in, and the event that waited is answered", async () => {
      const [before] =
        await database.sql`select sum(transactions)::integer as n from frescura.pending('universal-transactions')`;
      await database.sql`insert into cpg_pos (monto_total, folio) values (77000, 'POS-AFTER')`;
      const [after] =
        await database.sql`select sum(transactions)::integer as n from frescura.pending('universal-transactions')`;
      expect(after!.n).toBe(before!.n + 1);
      await database.sql`select process_pending_mv_refreshes()`;
      const [row] = await database.sql`
        select exists (select from universal_transactions_mv where folio = 'POS-AFTER') as shown,
               (select count(*)::integer from frescura.pending('universal-transactions')) as pending`;
      expect(row).toEqual({ shown: true, pending: 0 });
    });
  });
});
