"use client";

import type { CSSProperties } from "react";
import { useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import { StatusBadge } from "@/components/health/status-badge";
import { TEXT_TONE } from "@/components/health/tone";
import { useStatus } from "@/components/health/use-status";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";

const EDGE = {
  reliable: "border-line",
  incomplete: "border-stale-mark",
  late: "border-stale-mark",
  unverified: "border-dashed border-line-strong",
  failing: "border-very-stale-mark bg-very-stale-tint",
  suspended: "border-suspended-mark",
} as const;

interface Props {
  view: ViewHealth;
  /** How much of the wall it takes. */
  columns: number;
  rows: number;
}

/** One view on the wall: its age as large as the tile allows. */
export function WallTile({ view, columns, rows }: Props) {
  const t = useTranslations();
  const words = useWords();
  const { status, age } = useStatus(view);
  const large = columns > 1 || rows > 1;
  return (
    <li
      className={cn(
        "@container flex flex-col justify-between rounded-card border-2",
        large ? "gap-4 p-6" : "gap-2 p-4",
        "sm:[grid-column:var(--columns)] sm:[grid-row:var(--rows)]",
        EDGE[status],
      )}
      style={{ "--columns": `span ${columns}`, "--rows": `span ${rows}` } as CSSProperties}
    >
      <span
        className={cn("font-semibold [overflow-wrap:anywhere]", large ? "text-40" : "line-clamp-2 text-28")}
      >
        {view.title}
      </span>
      <span className={cn("text-[clamp(2.5rem,17cqw,14rem)] leading-none font-semibold", TEXT_TONE[status])}>
        {age === null ? t(view.last_status === "completed" ? "age.unknown" : "age.never") : words.age(age)}
      </span>
      <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-20">
        <StatusBadge status={view.running_refresh_id === null ? status : "refreshing"} className="text-20" />
        {view.failures_in_a_row > 0 && (
          <span className="text-failed">{t("failing.inARow", { count: view.failures_in_a_row })}</span>
        )}
      </span>
    </li>
  );
}
