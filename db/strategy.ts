import { readFile } from "node:fs/promises";
import type postgres from "postgres";

const FILES = ["cpg_pos", "cpg_consignment", "universal_transactions_mv", "register"];

/**
 * Makes the tables and the view of the contract in a migrated database, and registers them. They belong to the demo
 * and to the tests: a company's own database is left as it is.
 */
export async function installStrategy(sql: Pick<postgres.Sql, "unsafe">): Promise<void> {
  for (const name of FILES) {
    await sql.unsafe(await readFile(new URL(`./strategy/${name}.sql`, import.meta.url), "utf8"));
  }
}
