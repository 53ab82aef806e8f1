import type { Db, Transaction } from "@/db/client";
import { auditableViews, auditView } from "@/db/queries/audits";
import { logger } from "@/server/log";
import type { SlotEnd } from "@/server/schedules/run-slot";
import { transaction } from "@/server/transaction";

/**
 * The nightly audit: compares every tracked view, or one, with its definition, each in a transaction of its own.
 * What differs becomes an alert; a view that cannot be compared does not stop the others.
 *
 * @param slug of the one view; null for all
 */
export async function auditDue(db: Db, slug: string | null, triggeredBy: string): Promise<SlotEnd> {
  const views = await auditableViews(db.sql, slug);
  let failed = false;
  for (const view of views) {
    try {
      const compare = (tx: Transaction) => auditView(tx, view.slug, view.sample_percent, triggeredBy);
      const audit = await transaction(compare, db.refresh);
      logger().info({ view: view.slug, differing: audit.differing_keys }, "audited on schedule");
    } catch (error) {
      failed = true;
      logger().error({ view: view.slug, err: error }, "a scheduled audit failed");
    }
  }
  const outcome = failed ? "failed" : views.length > 0 ? "completed" : "nothing_waiting";
  return { outcome, refreshId: null };
}
