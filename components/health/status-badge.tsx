"use client";

import { useTranslations } from "use-intl";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icons";
import { cn } from "@/lib/cn";
import type { Status } from "@/lib/view-status";

export type Badge = Status | "refreshing";

const ICONS: Record<Badge, IconName> = {
  reliable: "circle-check",
  incomplete: "triangle-alert",
  late: "clock-alert",
  unverified: "circle-question-mark",
  failing: "circle-x",
  refreshing: "loader",
  suspended: "circle-pause",
};

// Reliable stays quiet: text and icon only. What needs eyes gets a tint.
const TONES: Record<Badge, string> = {
  reliable: "text-fresh",
  incomplete: "bg-stale-tint text-stale px-2",
  late: "bg-stale-tint text-stale px-2",
  unverified: "bg-unknown-tint text-unknown px-2",
  failing: "bg-very-stale text-ink-inverse px-2",
  refreshing: "bg-refreshing-tint text-refreshing px-2",
  suspended: "bg-suspended-tint text-suspended px-2",
};

interface Props {
  status: Badge;
  /** Leaves the word to screen readers, where it comes and goes beside another badge and would push it around. */
  iconOnly?: boolean;
  className?: string;
}

/** A state by word, icon and colour. */
export function StatusBadge({ status, iconOnly, className }: Props) {
  const t = useTranslations();
  const icon = ICONS[status];
  return (
    <span
      data-status={status}
      className={cn(
        "inline-flex h-6 shrink-0 items-center gap-1 rounded-pill text-14 font-medium whitespace-nowrap",
        TONES[status],
        className,
      )}
    >
      <Icon name={icon} className={cn("size-4", status === "refreshing" && "animate-turn")} />
      {iconOnly ? <span className="sr-only">{t(`states.${status}`)}</span> : t(`states.${status}`)}
    </span>
  );
}
