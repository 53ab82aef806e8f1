"use client";

import { useTranslations } from "use-intl";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icons";
import { cn } from "@/lib/cn";
import type { RefreshStatus } from "@/lib/contract/freshness";

const LOOKS: Record<RefreshStatus, { icon: IconName; tone: string }> = {
  running: { icon: "loader", tone: "text-refreshing" },
  completed: { icon: "circle-check", tone: "text-fresh" },
  failed: { icon: "circle-x", tone: "text-failed" },
  skipped: { icon: "skip-forward", tone: "text-unknown" },
};

/** How an attempt stands or ended, by word, icon and colour. */
export function AttemptBadge({ status }: { status: RefreshStatus }) {
  const t = useTranslations();
  const { icon, tone } = LOOKS[status];
  return (
    <span className={cn("inline-flex items-center gap-1 text-14 font-medium whitespace-nowrap", tone)}>
      <Icon name={icon} className={cn("size-4 shrink-0", status === "running" && "animate-turn")} />
      {t(`attempts.${status}`)}
    </span>
  );
}
