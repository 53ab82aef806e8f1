/** Roles of people and tokens; contract C5. Without zod, since every page needs them. */
export const ROLES = ["admin", "cfo", "ceo", "ops"] as const;
export type Role = (typeof ROLES)[number];

/** The roles in the order in which people meet them. */
export const ROLE_LIST: readonly Role[] = ["ceo", "cfo", "ops", "admin"];

/** Who refreshes on demand, unless REFRESH_ROLES says otherwise. */
export const REFRESH_ROLES_DEFAULT: readonly Role[] = ["admin", "cfo"];

/** What a token may be used for; its role still says who may do that. */
export const SCOPES = ["read", "refresh", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** What an operation asks of the role of whoever calls it. */
export type RolePermission = "everyone" | "refresh" | "operate" | "ops" | "admin";

const OPS: readonly Role[] = ["admin", "ops"];

/**
 * The roles that have a permission.
 *
 * @param refreshRoles those that refresh on demand, which is a setting
 */
export function rolesFor(permission: RolePermission, refreshRoles: readonly Role[]): readonly Role[] {
  if (permission === "everyone") return ROLES;
  if (permission === "refresh") return refreshRoles;
  // Whoever may start a refresh may end one, and so may those who look after the database.
  if (permission === "operate") return [...new Set([...OPS, ...refreshRoles])];
  return permission === "ops" ? OPS : ["admin"];
}

/** Whether a role changes settings, accounts and tokens. */
export const isAdmin = (role: Role | undefined) => role === "admin";

/** Whether a role works on the database itself, and so may read its messages. */
export const isOps = (role: Role | undefined) => role !== undefined && OPS.includes(role);
