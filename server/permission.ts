import { OPERATIONS, type OperationId } from "@/lib/contract/operations";
import { isOps, type Role, rolesFor } from "@/lib/roles";
import type { Actor } from "@/server/actor";
import { env } from "@/server/env";
import { ProblemError } from "@/server/problem";

/** Whether this role works on the database itself, and so may read its messages. */
export function readsDatabaseMessages(actor: Actor): boolean {
  return isOps(actor.role);
}

/** Whether an actor may refresh on demand: REFRESH_ROLES for people and tokens. */
export function mayRefresh(actor: Actor): boolean {
  return isLocal(actor) || rolesFor("refresh", env().REFRESH_ROLES).includes(actor.role);
}

/** Whether an actor may cancel, resume, retry and take note of alerts: whoever refreshes, and those who operate. */
export function mayOperate(actor: Actor): boolean {
  return isLocal(actor) || rolesFor("operate", env().REFRESH_ROLES).includes(actor.role);
}

/** Whether an actor comes from the host itself rather than over HTTP. */
export function isLocal(actor: Actor): boolean {
  return actor.kind === "cli" || actor.kind === "system";
}

/** The operations that ask for a role. */
type Restricted = {
  [Id in OperationId]: (typeof OPERATIONS)[Id] extends { may: string } ? Id : never;
}[OperationId];

/**
 * Lets only those pass who may do what an operation does, as its declaration says.
 *
 * @param id of the operation, see `lib/contract/operations/`
 * @throws ProblemError forbidden
 */
export function requirePermission(actor: Actor, id: Restricted): void {
  const { permission, may } = OPERATIONS[id];
  if (permission === "refresh" && mayRefresh(actor)) return;
  if (permission === "operate" && mayOperate(actor)) return;
  requireRole(actor, rolesFor(permission, env().REFRESH_ROLES), may);
}

/**
 * Lets only some roles pass; for what the API has no operation for.
 *
 * @param what is done, to complete "Only admin may …"
 * @throws ProblemError forbidden
 */
export function requireRole(actor: Actor, roles: readonly Role[], what: string): void {
  if (roles.includes(actor.role)) return;
  throw new ProblemError("forbidden", `Only ${listOf(roles)} may ${what}; your role is ${actor.role}.`);
}

function listOf(roles: readonly Role[]): string {
  return roles.length > 2 ? `${roles.slice(0, -1).join(", ")} and ${roles.at(-1)}` : roles.join(" and ");
}
