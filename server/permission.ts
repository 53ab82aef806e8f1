import type { Role } from "@/lib/contract/roles";
import type { Actor } from "@/server/actor";
import { env } from "@/server/env";
import { ProblemError } from "@/server/problem";

/** Whether this role works on the database itself, and so may read its messages. */
export function readsDatabaseMessages(actor: Actor): boolean {
  return actor.role === "admin" || actor.role === "ops";
}

/** Whether an actor may refresh on demand: REFRESH_ROLES for people and tokens. */
export function mayRefresh(actor: Actor): boolean {
  return isLocal(actor) || env().REFRESH_ROLES.includes(actor.role);
}

/** Whether an actor may cancel, resume, retry and take note of alerts: whoever refreshes, and those who operate. */
export function mayOperate(actor: Actor): boolean {
  return isLocal(actor) || operators().includes(actor.role);
}

function operators(): Role[] {
  return [...new Set<Role>(["admin", "ops", ...env().REFRESH_ROLES])];
}

/** Whether an actor comes from the host itself rather than over HTTP. */
export function isLocal(actor: Actor): boolean {
  return actor.kind === "cli" || actor.kind === "system";
}

/**
 * Lets only some roles pass.
 *
 * @param what the deed, to complete "Only admin may …"
 * @throws ProblemError forbidden
 */
export function requireRole(actor: Actor, roles: readonly Role[], what: string): void {
  if (!roles.includes(actor.role)) throw forbidden(actor, roles, what);
}

/** @throws ProblemError forbidden, unless the actor may refresh on demand */
export function requireRefresh(actor: Actor): void {
  if (!mayRefresh(actor)) throw forbidden(actor, env().REFRESH_ROLES, "refresh on demand");
}

/** @throws ProblemError forbidden, unless the actor may operate; `what` completes "Only … may …" */
export function requireOperate(actor: Actor, what: string): void {
  if (!mayOperate(actor)) throw forbidden(actor, operators(), what);
}

function forbidden(actor: Actor, roles: readonly Role[], what: string): ProblemError {
  return new ProblemError("forbidden", `Only ${listOf(roles)} may ${what}; your role is ${actor.role}.`);
}

function listOf(roles: readonly Role[]): string {
  return roles.length > 2 ? `${roles.slice(0, -1).join(", ")} and ${roles.at(-1)}` : roles.join(" and ");
}
