import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { migrate } from "@/db/migrate";
import { PgServer } from "@/tests/support/pg-server";
import { locate, POSTGRESQL } from "@/tests/support/programs";
import { difference, NONE } from "@/tests/support/sessions";
import { migrateWithStrategy } from "@/tests/support/strategy";

const bin = locate(POSTGRESQL);
const SLUG = "universal-transactions";
const LIVE = "universal_transactions_live";

describe.skipIf(!bin)("a dump, restored into another server", () => {
  const servers: PgServer[] = [];
  const clients: Sql[] = [];

  beforeAll(async () => {
    for (let i = 0; i < 3; i++) servers.push(await PgServer.create(bin!));
    await migrateWithStrategy(servers[0]!.url());
    clients.push(...servers.map((server) => connect(server.url(), "frescura tests", 2)));
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end({ timeout: 1 })));
    await Promise.all(servers.map((server) => server.remove()));
  });

  /** Sells, refreshes, sells more, and moves everything to the next server. */
  async function move(from: number): Promise<void> {
    const [server, next] = [servers[from]!, servers[from + 1]!];
    const sql = clients[from]!;
    await sql`insert into cpg_pos (folio, monto_total) select 'OLD-' || n, 100 from generate_series(1, 50) n`;
    await sql`call frescura.refresh_tracked(${SLUG}, 'manual', 'before the dump')`;
    await sql`insert into cpg_pos (folio, monto_total) values ('WAITS', 25000), ('SMALL', 10)`;
    expect(await health(sql)).toMatchObject({ freshness: "fresh", pending_transactions: 2 });
    await server.program("pg_dump", ["-Fc", "-f", server.file("dump"), "-d", server.url()]);
    next.adopt(server, "dump");
    await next.program("pg_restore", ["--exit-on-error", "--no-owner", "-d", next.url(), next.file("dump")]);
  }

  async function health(sql: Sql) {
    const [row] = await sql`
      select freshness, state, last_refresh, pending_known, pending_transactions, pending_events from frescura.health(${SLUG})`;
    return row;
  }

  // The second dump is of a restored database: there the same objects even have the same numbers.
  test.each([0, 1])(
    "is never fresh by its old log, and captures and counts exactly after one refresh (%i)",
    async (from) => {
      await move(from);
      const sql = clients[from + 1]!;
      const unknown = { freshness: "unknown", state: "recreated", last_refresh: null, pending_known: false };
      expect(await health(sql)).toMatchObject(unknown);

      // The triggers came along: what commits before that refresh is captured too, and in the live view.
      await sql`insert into cpg_pos (folio, monto_total) values ('AFTER', 26000), ('AFTER-SMALL', 20)`;
      expect(await health(sql)).toMatchObject({ ...unknown, pending_events: 2 });
      expect(await difference(sql, LIVE)).toEqual(NONE);

      await sql`select process_pending_mv_refreshes()`;
      expect(await health(sql)).toMatchObject({
        freshness: "fresh",
        state: "ok",
        pending_known: true,
        pending_events: 0,
      });
      expect(await difference(sql, "universal_transactions_mv")).toEqual(NONE);
      // Rows that the old server noted in the ledger count as lacking until they are pruned, as a worker does.
      await sql`select frescura.prune_ledger(${SLUG})`;
      await sql`insert into cpg_pos (folio, monto_total) values ('LATER', 30)`;
      expect(await health(sql)).toMatchObject({ pending_known: true, pending_transactions: 1 });
      expect(await difference(sql, LIVE)).toEqual(NONE);
    },
  );

  test("migrates as ever, and has not moved again", async () => {
    await migrate(servers[2]!.url());
    expect(await health(clients[2]!)).toMatchObject({ freshness: "fresh", state: "ok" });
  });
});
