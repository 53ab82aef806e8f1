import { planUninstall, type Uninstall, uninstall } from "@/db/uninstall";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { requireRole } from "@/server/permission";

export type { Uninstall };

/**
 * Removes Frescura from the database of this process, or only says what that would take away. Only admins may. It
 * leaves no audit event: the log goes too.
 *
 * @param url the same database, by a direct connection where there is one
 * @param options.dryRun changes nothing
 * @returns what goes; null where there is no Frescura
 * @throws MigrationError where something else is built on ours
 */
export async function uninstallDatabase(
  actor: Actor,
  url: string,
  { dryRun }: { dryRun: boolean },
): Promise<Uninstall | null> {
  requireRole(actor, ["admin"], "remove Frescura from the database");
  return dryRun ? await planUninstall(db().sql) : await uninstall(url);
}
