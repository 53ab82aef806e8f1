import { emitAuditEvent } from "@/db/queries/audit";
import { rowsChanged } from "@/db/queries/history";
import { RefreshInterrupted, refreshView } from "@/db/queries/refresh";
import type { ViewHealth } from "@/lib/contract/health";
import type { RefreshAnswer } from "@/lib/contract/refresh";
import { type Actor, auditName, signature } from "@/server/actor";
import { db } from "@/server/db";
import { transaction } from "@/server/transaction";

const NOTHING_CHANGED = { rows_inserted: null, rows_deleted: null };

/** What came of one view, without what only the request as a whole knows. */
export type RefreshResult = Omit<RefreshAnswer, "remaining">;

/** Refreshes a view on an actor's behalf, once that is admitted, and notes what came of it; a failure is told, not thrown. */
export async function runRefresh(actor: Actor, slug: string, force: boolean): Promise<RefreshResult> {
  const result = await attempt(actor, slug);
  await transaction((tx) =>
    emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "view.refresh",
      target: slug,
      detail: { refresh_id: result.refresh_id, success: result.success, force },
    }),
  );
  return result;
}

async function attempt(actor: Actor, slug: string): Promise<RefreshResult> {
  const request = { view: slug, triggerType: "manual", triggeredBy: signature(actor) } as const;
  try {
    const { refresh_id, status, shared, ...row } = await refreshView(db(), request);
    const success = status === "completed";
    const changed = success ? await rowsChanged(db().sql, refresh_id) : NOTHING_CHANGED;
    return {
      ...changed,
      success,
      refreshed: success,
      duration_ms: row.duration_ms,
      rows_affected: row.rows_affected ?? 0,
      message: success ? `View refreshed successfully in ${row.duration_ms}ms` : "The refresh failed.",
      refresh_id,
      view: slug,
      shared,
    };
  } catch (error) {
    if (!(error instanceof RefreshInterrupted)) throw error;
    return {
      ...nothingDone(slug),
      success: false,
      message: "The refresh was interrupted: its database session is gone.",
      refresh_id: error.refreshId,
    };
  }
}

/** The answer for a view that is left alone. */
export function leftAlone({ slug, rows_count, recommendation }: ViewHealth): RefreshResult {
  return { ...nothingDone(slug), success: true, rows_affected: rows_count ?? 0, message: recommendation };
}

function nothingDone(slug: string) {
  const numbers = { duration_ms: 0, rows_affected: 0, refresh_id: null, ...NOTHING_CHANGED };
  return { ...numbers, refreshed: false, view: slug, shared: false };
}
