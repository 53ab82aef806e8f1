import { ROLES, type Role } from "./roles";

/** Who may be named to see a view: a role, or a group of accounts. */
export const SEER = new RegExp(`^(role:(${ROLES.join("|")})|group:\\P{Cc}{1,100})$`, "u");

/** Roles and groups apart, as people choose them. */
export function seersOf(seenBy: readonly string[]): { roles: Role[]; groups: string[] } {
  return {
    roles: ROLES.filter((role) => seenBy.includes(`role:${role}`)),
    groups: seenBy.filter((who) => who.startsWith("group:")).map((who) => who.slice("group:".length)),
  };
}

/** The names in a list that people write with commas. */
export const listed = (text: string) =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
