import type { IconName } from "@/components/ui/icons";

/** Pages of the menu. Only what exists stands here. */
export const NAV = [
  { href: "/", key: "overview", icon: "layout-grid" },
  { href: "/failures", key: "failures", icon: "triangle-alert" },
  { href: "/service", key: "service", icon: "target" },
  { href: "/data", key: "data", icon: "table" },
  { href: "/trace", key: "trace", icon: "route" },
] as const satisfies readonly { href: string; key: string; icon: IconName }[];

/** Pages that the palette finds beside them. */
export const MORE_PAGES = [
  { href: "/exactness", key: "exactness", icon: "scale" },
  { href: "/wall", key: "wall", icon: "tv" },
  { href: "/settings", key: "settings", icon: "settings" },
] as const;

/** Whether a page belongs under a menu entry. */
export const isCurrent = (href: string, pathname: string) =>
  href === "/" ? pathname === "/" || pathname.startsWith("/views/") : pathname.startsWith(href);
