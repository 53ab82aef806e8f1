import { rmSync } from "node:fs";
import { join } from "node:path";
import { connect, type Sql } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { installStrategy } from "@/db/strategy";
import { makeHome, removeAbandonedHomes } from "@/scripts/test/homes";

/** A database for one benchmark: as `npm start` makes it, durable, with the schema and nothing else. */
export interface Bench {
  sql: Sql;
  url: string;
  version: string;
}

/** Runs a benchmark in a server of its own, which is gone afterwards. */
export async function withServer<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
  await removeAbandonedHomes();
  const home = makeHome();
  const server = await startEmbedded({ dataDir: join(home, "pg"), durable: true, onLog: () => {} });
  const end = async () => {
    await server.stop("immediate");
    rmSync(home, { recursive: true, force: true });
  };
  const interrupted = () => void end().finally(() => process.exit(130));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    await migrate(server.url);
    const sql = connect(server.url, "frescura bench", 1);
    await installStrategy(sql);
    try {
      // Statistics and clean-up when we say so: they must not fall into one peer's run and not the other's.
      await oneByOne(sql, [
        "alter system set autovacuum = off",
        "alter system set max_wal_size = '4GB'",
        "select pg_reload_conf()",
      ]);
      const [row] = await sql<[{ version: string }]>`select current_setting('server_version') as version`;
      return await work({ sql, url: server.url, version: row.version });
    } finally {
      await sql.end({ timeout: 5 });
    }
  } finally {
    process.removeListener("SIGINT", interrupted).removeListener("SIGTERM", interrupted);
    await end();
  }
}

/** Runs statements each in a transaction of its own, as vacuum and checkpoint want it. */
export async function oneByOne(sql: Sql, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.unsafe(statement);
}
