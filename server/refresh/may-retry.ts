import { operatorsRetry } from "@/db/queries/settings";
import type { ViewHealth } from "@/lib/contract/health";
import { hasFailed } from "@/lib/incidents";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { mayOperate, mayRefresh, requirePermission } from "@/server/permission";

/** Whether an actor may refresh what failed: whoever refreshes, and, unless a setting forbids it, whoever operates. */
export async function mayRetry(actor: Actor): Promise<boolean> {
  return mayRefresh(actor) || (mayOperate(actor) && (await operatorsRetry(db().sql)));
}

/**
 * Lets only those pass who may refresh some view.
 *
 * @throws ProblemError forbidden
 */
export async function requireRetry(actor: Actor): Promise<void> {
  if (!(await mayRetry(actor))) requirePermission(actor, "refresh");
}

/**
 * Lets only those pass who may refresh this view, of those whom `requireRetry` let pass.
 *
 * @throws ProblemError forbidden
 */
export function requireRefreshOf(actor: Actor, view: ViewHealth): void {
  if (!hasFailed(view)) requirePermission(actor, "refresh");
}
