import type { Role } from "@/lib/roles";
import { type RolePermission, rolesFor } from "@/lib/roles";

interface Section {
  /** Its words: `settings.sections.<key>` in the messages. */
  key: string;
  href: string;
  /** Who may open it. */
  permission: RolePermission;
}

/** Pages of the settings, in the order of their menu. Only what exists stands here. */
export const SECTIONS = [
  { key: "views", href: "/settings/views", permission: "everyone" },
  { key: "schedules", href: "/settings/schedules", permission: "everyone" },
  { key: "channels", href: "/settings/channels", permission: "ops" },
  { key: "users", href: "/settings/users", permission: "admin" },
  { key: "tokens", href: "/settings/tokens", permission: "admin" },
  { key: "auditLog", href: "/settings/audit-log", permission: "admin" },
  { key: "account", href: "/settings/account", permission: "everyone" },
] as const satisfies readonly Section[];

/** The sections that a role may open. */
export const sectionsFor = (role: Role) =>
  SECTIONS.filter(({ permission }) => rolesFor(permission, []).includes(role));

/** The section that an address belongs to. */
export const sectionAt = (pathname: string) =>
  SECTIONS.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
