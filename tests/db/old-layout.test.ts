import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { createDatabase } from "@/tests/support/database";
import { startOtherServer } from "@/tests/support/debian-server";
import { countsOf, type Facts, factsOf, oldNames, readerSees } from "@/tests/support/layout-facts";
import { loadOldLayout } from "@/tests/support/old-layout";
import { locate, POSTGRESQL } from "@/tests/support/programs";
import { TestRoles } from "@/tests/support/roles";

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
});
