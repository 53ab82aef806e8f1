import { emitAuditEvent } from "@/db/queries/audit";
import { watchSource } from "@/db/queries/sources";
import { settingsOf } from "@/db/queries/view-settings";
import type { ViewSettings } from "@/lib/contract/view-settings";
import { newWatch } from "@/lib/contract/watches";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Makes writes to a table high-impact events of a view from an amount on. Only admins may: it makes triggers.
 *
 * @param input see `newWatch`
 */
export async function createWatch(actor: Actor, input: unknown): Promise<ViewSettings> {
  requirePermission(actor, "createWatch");
  const watch = parseInput(newWatch, input, "bad_body");
  const slug = await findView(actor, watch.view);
  const { view: _view, ...detail } = watch;
  await transaction(async (tx) => {
    await watchSource(tx, slug, watch);
    await emitAuditEvent(tx, { actor: auditName(actor), action: "view.watch", target: slug, detail });
  });
  return await settingsOf(db().sql, slug);
}
