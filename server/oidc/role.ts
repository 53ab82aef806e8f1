import type { Role } from "@/lib/roles";
import { env } from "@/server/env";

/**
 * The role that a provider's claims give: of OIDC_ROLES the first whose value the claim has; null for none.
 *
 * @param claims of the ID token
 */
export function roleOf(claims: Readonly<Record<string, unknown>>): Role | null {
  const { OIDC_ROLES: map = [] } = env();
  const values = valuesOf(claims);
  return map.find(([value]) => value === "*" || values.includes(value))?.[1] ?? null;
}

const GROUPS_MAX = 200;
const GROUP_LENGTH_MAX = 100;

/**
 * The groups that a provider's claims give: the values of that claim, by which accounts see views.
 *
 * @param claims of the ID token
 */
export function groupsOf(claims: Readonly<Record<string, unknown>>): string[] {
  const names = valuesOf(claims).filter((value): value is string => typeof value === "string");
  const fitting = names.filter((name) => name.length <= GROUP_LENGTH_MAX && /^\P{Cc}+$/u.test(name));
  return [...new Set(fitting)].sort().slice(0, GROUPS_MAX);
}

function valuesOf(claims: Readonly<Record<string, unknown>>): unknown[] {
  const { OIDC_CLAIM: name } = env();
  return Object.hasOwn(claims, name) ? [claims[name]].flat() : [];
}
