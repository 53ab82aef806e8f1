import { readFile } from "node:fs/promises";
import type { ISql } from "postgres";
import { connect } from "./client";
import { MigrationError } from "./migrate/errors";

/** What removing Frescura from a database takes away. */
export interface Uninstall {
  /** Triggers on source tables, as `name on table`. */
  triggers: string[];
  live_views: string[];
  /** Names of the contract in schema public. */
  facade: string[];
  /** `cron.job` where it stands in for that of pg_cron. */
  stand_in: string[];
  /** How many tables of ours go, with all they hold. */
  tables: number;
  /** What somebody else has built on any of it: while there is any, nothing is removed. */
  dependents: string[];
}

const file = (name: string) => readFile(new URL(`./uninstall/${name}`, import.meta.url), "utf8");

/** What `uninstall` would remove; null where there is no Frescura. Changes nothing. */
export async function planUninstall(
  sql: Pick<ISql<{ bigint: number }>, "unsafe">,
): Promise<Uninstall | null> {
  const [found] = await sql.unsafe("select to_regclass('frescura.views') as views");
  if (!found!.views) return null;
  const [row] = await sql.unsafe<[Uninstall]>(await file("ours.sql"));
  return row;
}

/**
 * Removes everything of ours from a database in one transaction; views, sources and their rows stay as they are.
 * Whoever writes to a source meanwhile waits, or is waited for, ten seconds at most.
 *
 * @returns what was removed; null where there was nothing
 * @throws MigrationError where something else is built on ours, with what
 */
export async function uninstall(databaseUrl: string): Promise<Uninstall | null> {
  const sql = connect(databaseUrl, "frescura uninstall", 1);
  try {
    return await sql.begin(async (tx) => {
      await tx`set local lock_timeout = '10s'`;
      const plan = await planUninstall(tx);
      if (plan === null) return null;
      if (plan.dependents.length > 0) {
        throw new MigrationError(
          `Something else is built on Frescura: ${plan.dependents.join(", ")}. Drop or change that first; nothing was removed.`,
        );
      }
      await tx.unsafe(await file("uninstall.sql"));
      return plan;
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
