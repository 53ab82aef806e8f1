import type { Transaction } from "@/db/client";
import { type MigrateOptions, migrate } from "@/db/migrate";
import { emitAuditEvent } from "@/db/queries/audit";
import { databaseName, migrationCount } from "@/db/queries/migrations";
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
  let migrated: Migrated | undefined;
  const last = async (tx: Transaction) => {
    const database = await databaseName(tx);
    const migrations = await migrationCount(tx);
    const detail = { migrations, applied: migrations - before };
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "database.migrate",
      target: database,
      detail,
    });
    migrated = { database, ...detail };
  };
  await migrate(url, { ...options, last });
  return migrated ?? { database: await databaseName(db().sql), migrations: before, applied: 0 };
}
