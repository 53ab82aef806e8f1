import { type MigrateOptions, migrate } from "@/db/migrate";
import { recordDeed } from "@/db/queries/audit";
import { migrationCount } from "@/db/queries/migrations";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { requireRole } from "@/server/permission";

/** Where a database stands after migrating. */
export interface Migrated {
  database: string;
  /** Migrations it has now, and how many of them are new. */
  migrations: number;
  applied: number;
}

/**
 * Brings the database of this process to this version. Only admins may.
 *
 * @param url the same database, by a direct connection where there is one
 * @param options.dryRun changes nothing
 * @param options.say told what moves and what is left out
 * @throws MigrationError when the server is too old, or the schema newer than this version
 */
export async function migrateDatabase(
  actor: Actor,
  url: string,
  options: MigrateOptions = {},
): Promise<Migrated> {
  requireRole(actor, ["admin"], "migrate the database");
  const before = await migrationCount(db().sql);
  await migrate(url, options);
  const migrations = await migrationCount(db().sql);
  const [row] = await db().sql<[{ database: string }]>`select current_database() as database`;
  const applied = migrations - before;
  if (options.dryRun) return { database: row.database, migrations, applied };
  await recordDeed(db().sql, {
    actor: auditName(actor),
    action: "database.migrate",
    target: row.database,
    detail: { migrations, applied },
  });
  return { database: row.database, migrations, applied };
}
