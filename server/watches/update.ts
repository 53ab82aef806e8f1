import { emitAuditEvent } from "@/db/queries/audit";
import { setThreshold } from "@/db/queries/sources";
import { settingsOf } from "@/db/queries/view-settings";
import type { ViewSettings } from "@/lib/contract/view-settings";
import { watchChange } from "@/lib/contract/watches";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Changes from which amount on a write to a source is a high-impact event. Only admins may.
 *
 * @param input see `watchChange`
 */
export async function updateWatch(actor: Actor, input: unknown): Promise<ViewSettings> {
  requirePermission(actor, "updateWatch");
  const change = parseInput(watchChange, input, "bad_body");
  const slug = await findView(actor, change.view);
  const { source, threshold, currency = null } = change;
  const detail = { source, threshold, currency };
  await transaction(async (tx) => {
    await setThreshold(tx, slug, change);
    await emitAuditEvent(tx, { actor: auditName(actor), action: "view.threshold", target: slug, detail });
  });
  return await settingsOf(db().sql, slug);
}
