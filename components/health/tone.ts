import type { Badge } from "@/components/health/status-badge";

/** How a card's edge and ground carry its state; fresh carries none. */
export const CARD_TONE: Record<Badge, string> = {
  fresh: "border-line bg-card",
  stale: "border-stale-mark bg-card",
  very_stale: "border-very-stale-mark bg-very-stale-tint",
  unknown: "border-dashed border-line-strong bg-card",
  refreshing: "border-refreshing-mark bg-card",
  suspended: "border-suspended-mark bg-card",
};

export const TEXT_TONE: Record<Badge, string> = {
  fresh: "text-ink",
  stale: "text-stale",
  very_stale: "text-very-stale",
  unknown: "text-unknown",
  refreshing: "text-refreshing",
  suspended: "text-suspended",
};

/** Background of bars and dots. */
export const MARK_TONE: Record<Badge, string> = {
  fresh: "bg-fresh-mark",
  stale: "bg-stale-mark",
  very_stale: "bg-very-stale-mark",
  unknown: "bg-unknown-mark",
  refreshing: "bg-refreshing-mark",
  suspended: "bg-suspended-mark",
};
