import pino from "pino";
import { type Db, openDb } from "@/db/client";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { createDatabase, type TestDatabase } from "./database";

/** A migrated database, and the product's own connections to it. */
export interface Product extends TestDatabase {
  db: Db;
}

/** A logger that keeps its lines, to see what was said. */
export function listeningLog() {
  const lines: { level: number; msg: string; [key: string]: unknown }[] = [];
  const log = pino(
    { level: "debug", base: undefined },
    { write: (line) => void lines.push(JSON.parse(line)) },
  );
  return { log, lines, said: (text: string) => lines.some(({ msg }) => msg.includes(text)) };
}

/** Clones a database and makes it the one of this process: `db()` of the server leads there, too. */
export async function createProduct(): Promise<Product> {
  const database = await createDatabase();
  amendEnv({ DATABASE_URL: database.url, LOG_LEVEL: "silent" });
  const db = openDb({ url: database.url, applicationName: "frescura tests", refreshMax: 4 });
  return {
    ...database,
    db,
    drop: async () => {
      await closeDb();
      await db.end();
      amendEnv({ DATABASE_URL: "" });
      await database.drop();
    },
  };
}
