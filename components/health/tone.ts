import type { Badge } from "@/components/health/status-badge";

/** How a card's edge and ground carry its state; reliable carries none. */
export const CARD_TONE: Record<Badge, string> = {
  reliable: "border-line bg-card",
  incomplete: "border-stale-mark bg-card",
  late: "border-stale-mark bg-card",
  unverified: "border-dashed border-line-strong bg-card",
  failing: "border-very-stale-mark bg-very-stale-tint",
  refreshing: "border-refreshing-mark bg-card",
  suspended: "border-suspended-mark bg-card",
};

export const TEXT_TONE: Record<Badge, string> = {
  reliable: "text-ink",
  incomplete: "text-stale",
  late: "text-stale",
  unverified: "text-unknown",
  failing: "text-very-stale",
  refreshing: "text-refreshing",
  suspended: "text-suspended",
};

/** Background of bars and dots. */
export const MARK_TONE: Record<Badge, string> = {
  reliable: "bg-fresh-mark",
  incomplete: "bg-stale-mark",
  late: "bg-stale-mark",
  unverified: "bg-unknown-mark",
  failing: "bg-very-stale-mark",
  refreshing: "bg-refreshing-mark",
  suspended: "bg-suspended-mark",
};
