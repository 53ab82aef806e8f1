import postgres from "postgres";
import { migrate } from "@/db/migrate";
import { installStrategy } from "@/db/strategy";

/** Migrates a database and makes the tables and the view of the contract in it, as the demo has them. */
export async function migrateWithStrategy(url: string): Promise<void> {
  await migrate(url);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.begin((tx) => installStrategy(tx));
  } finally {
    await sql.end({ timeout: 5 });
  }
}
