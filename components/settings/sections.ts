import type { Role } from "@/lib/contract/roles";
import { ROLE_LIST } from "@/lib/role-list";

interface Section {
  /** Its words: `settings.sections.<key>` in the messages. */
  key: string;
  href: string;
  /** Who may open it. */
  roles: readonly Role[];
}

/** Pages of the settings, in the order of their menu. Only what exists stands here. */
export const SECTIONS = [
  { key: "views", href: "/settings/views", roles: ROLE_LIST },
  { key: "schedules", href: "/settings/schedules", roles: ROLE_LIST },
  { key: "channels", href: "/settings/channels", roles: ["admin", "ops"] },
  { key: "users", href: "/settings/users", roles: ["admin"] },
  { key: "tokens", href: "/settings/tokens", roles: ["admin"] },
  { key: "auditLog", href: "/settings/audit-log", roles: ["admin"] },
  { key: "account", href: "/settings/account", roles: ROLE_LIST },
] as const satisfies readonly Section[];

/** The sections that a role may open. */
export const sectionsFor = (role: Role) =>
  SECTIONS.filter(({ roles }: { roles: readonly Role[] }) => roles.includes(role));

/** The section that an address belongs to. */
export const sectionAt = (pathname: string) =>
  SECTIONS.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
