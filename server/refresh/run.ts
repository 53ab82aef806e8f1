import { emitAuditEvent } from "@/db/queries/audit";
import { outcomeOf } from "@/db/queries/history";
import { RefreshInterrupted, refreshView } from "@/db/queries/refresh";
import type { ViewHealth } from "@/lib/contract/health";
import type { RefreshResult } from "@/lib/contract/refresh";
import { type Actor, auditName, signature } from "@/server/actor";
import { db } from "@/server/db";
import { cameIn, NOT_KNOWN } from "@/server/refresh/came-in";
import { transaction } from "@/server/transaction";

const NOTHING_CHANGED = { rows_inserted: null, rows_deleted: null };

/**
 * Refreshes a view on an actor's behalf, once that is admitted, and notes what came of it; a failure is told, not
 * thrown.
 *
 * @param before how it stood when it was asked for
 */
export async function runRefresh(actor: Actor, before: ViewHealth, force: boolean): Promise<RefreshResult> {
  const { slug } = before;
  const result = await attempt(actor, before);
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

async function attempt(actor: Actor, before: ViewHealth): Promise<RefreshResult> {
  const { slug } = before;
  const request = { view: slug, triggerType: "manual", triggeredBy: signature(actor) } as const;
  try {
    const { refresh_id, status, shared, ...row } = await refreshView(db(), request);
    const success = status === "completed";
    const outcome = success ? await outcomeOf(db().sql, refresh_id) : null;
    const { rows_inserted, rows_deleted } = outcome ?? NOTHING_CHANGED;
    return {
      rows_inserted,
      rows_deleted,
      data_as_of: outcome?.data_as_of ?? null,
      ...(outcome ? await cameIn(before, outcome) : NOT_KNOWN),
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
export function leftAlone({ slug, rows_count, recommendation, data_as_of }: ViewHealth): RefreshResult {
  const known = { success: true, rows_affected: rows_count ?? 0, data_as_of };
  return { ...nothingDone(slug), ...known, message: recommendation };
}

function nothingDone(slug: string) {
  const numbers = { duration_ms: 0, rows_affected: 0, refresh_id: null, data_as_of: null };
  return { ...numbers, ...NOTHING_CHANGED, ...NOT_KNOWN, refreshed: false, view: slug, shared: false };
}
