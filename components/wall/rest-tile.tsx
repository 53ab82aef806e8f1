"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { StatusBadge } from "@/components/health/status-badge";
import type { ViewHealth } from "@/lib/contract/health";
import { STATUS_ORDER, summarize } from "@/lib/view-status";

/** The views that no tile is left for, none worse than those that have one: how many are in which state. */
export function RestTile({ views }: { views: readonly ViewHealth[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const summary = summarize(views, useNow());
  if (!summary) return null;
  return (
    <li
      data-rest={views.length}
      className="flex flex-col justify-between gap-2 rounded-card border-2 border-line p-4"
    >
      <span className="text-28 font-semibold">{t("wall.more", { count: views.length })}</span>
      <span className="flex flex-wrap gap-x-4 gap-y-1 text-20">
        {STATUS_ORDER.filter((status) => summary.counts[status] > 0).map((status) => (
          <span key={status} className="flex items-center gap-2">
            <StatusBadge status={status} className="text-20" />
            {format.number(summary.counts[status])}
          </span>
        ))}
      </span>
    </li>
  );
}
