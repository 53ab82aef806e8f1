import type { Role } from "@/lib/roles";
import { env } from "@/server/env";

/**
 * The role that a provider's claims give: of OIDC_ROLES the first whose value the claim has; null for none.
 *
 * @param claims of the ID token
 */
export function roleOf(claims: Readonly<Record<string, unknown>>): Role | null {
  const { OIDC_CLAIM: name, OIDC_ROLES: map = [] } = env();
  const values = Object.hasOwn(claims, name) ? [claims[name]].flat() : [];
  return map.find(([value]) => value === "*" || values.includes(value))?.[1] ?? null;
}
