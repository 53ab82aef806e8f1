import type { Operation } from "@/lib/contract/operation";
import { OPERATIONS, type OperationId } from "@/lib/contract/operations";
import { isOps, type Role, type RolePermission, rolesFor, type Scope } from "@/lib/roles";
import type { Actor } from "@/server/actor";
import { env } from "@/server/env";
import { ProblemError } from "@/server/problem";

/** Whether this role works on the database itself, and so may read its messages. */
export function readsDatabaseMessages(actor: Actor): boolean {
  return isOps(actor.role);
}

/** Whether an actor may refresh on demand: REFRESH_ROLES for people and tokens. */
export function mayRefresh(actor: Actor): boolean {
  return isLocal(actor) || (roleMay(actor, "refresh") && hasScope(actor, "refresh"));
}

/** Whether an actor may cancel, resume, retry and take note of alerts: whoever refreshes, and those who operate. */
export function mayOperate(actor: Actor): boolean {
  return isLocal(actor) || (roleMay(actor, "operate") && hasScope(actor, "refresh"));
}

function roleMay(actor: Actor, permission: "refresh" | "operate"): boolean {
  return rolesFor(permission, env().REFRESH_ROLES).includes(actor.role);
}

/** Whether an actor may be used for something: a token for what its scopes say, all others for anything. */
export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.scopes?.includes(scope) ?? true;
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
  const { permission, may = "", by, fresh }: Operation = OPERATIONS[id];
  if (by === "people" && actor.kind === "token") {
    throw new ProblemError("forbidden", `Only people may ${may}: no token, whatever its role.`);
  }
  requireScope(actor, OPERATIONS[id]);
  if (permission === "refresh" && mayRefresh(actor)) return;
  if (permission === "operate" && mayOperate(actor)) return;
  requireRole(actor, rolesFor(permission as RolePermission, env().REFRESH_ROLES), may);
  if (fresh) requireFresh(actor);
}

/** The scope that an operation asks of a token. */
export function scopeOf({ permission, method }: Operation): Scope {
  if (permission === "admin") return "admin";
  const isRead = permission !== "refresh" && permission !== "operate" && method === "GET";
  return isRead ? "read" : "refresh";
}

/**
 * Lets a token pass only for what its scopes say.
 *
 * @throws ProblemError forbidden, naming the scope
 */
export function requireScope(actor: Actor, operation: Operation): void {
  const scope = scopeOf(operation);
  if (hasScope(actor, scope)) return;
  throw new ProblemError("forbidden", `The token lacks the scope ${scope}.`, { scope });
}

/**
 * Lets a session pass only where the person showed lately who he is: one left open must not be enough.
 *
 * @throws ProblemError authentication_stale
 */
function requireFresh(actor: Actor): void {
  if (actor.kind !== "user" || actor.session?.fresh) return;
  const detail = "This asks who you are: POST your password to /api/v1/me/authenticate, and ask again.";
  throw new ProblemError("authentication_stale", detail);
}

/** A person with a session. */
export type Person = Actor & { kind: "user"; email: string };

/**
 * Lets only people with a session pass.
 *
 * @param what they have that others have not, to complete "Only people who are signed in have …"
 * @throws ProblemError forbidden
 */
export function requirePerson(actor: Actor, what: string): asserts actor is Person {
  if (actor.kind === "user" && actor.email) return;
  throw new ProblemError("forbidden", `Only people who are signed in have ${what}.`);
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

/** Whether a person signs in by password, here and now, and not by an OpenID provider. */
export function hasPassword(actor: Actor): boolean {
  return actor.kind === "user" && !actor.session?.external && env().PASSWORD_SIGN_IN === "on";
}

/**
 * Lets only those pass who sign in by password.
 *
 * @throws ProblemError forbidden
 */
export function requirePassword(actor: Actor): void {
  if (hasPassword(actor)) return;
  throw new ProblemError("forbidden", "You sign in by a provider: sign in there again, in another tab.");
}
