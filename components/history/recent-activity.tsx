"use client";

import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useHealth } from "@/components/data/use-health";
import { useHistory } from "@/components/data/use-log";
import { useWords } from "@/components/data/use-words";
import { AttemptBadge } from "@/components/history/attempt-badge";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { RECENT } from "@/lib/client/filters";

/** The last attempts of all views: what the product has been doing. */
export function RecentActivity() {
  const t = useTranslations();
  const words = useWords();
  const { data: health } = useHealth();
  const { data } = useHistory(RECENT);
  const titles = new Map(health?.views.map((view) => [view.slug, view.title]));

  return (
    <Panel title={t("recent.title")}>
      {!data && <Skeleton className="h-64" />}
      {data?.history.length === 0 && <p className="text-14 text-ink-soft">{t("recent.none")}</p>}
      <ol className="divide-y divide-line" data-recent>
        {data?.history.map((attempt) => (
          <li key={attempt.id} className="py-2 first:pt-0 last:pb-0">
            <div className="flex items-center justify-between gap-3">
              <AttemptBadge status={attempt.status} />
              <span className="text-12 text-ink-soft">
                <Timestamp at={attempt.refresh_started_at} />
              </span>
            </div>
            <p className="truncate text-12 text-ink-soft">
              {titles.size > 1 && (
                <Link href={`/views/${encodeURIComponent(attempt.slug)}`} className="hover:underline">
                  {titles.get(attempt.slug) ?? attempt.view_name}
                </Link>
              )}
              {titles.size > 1 && " · "}
              {words.tier(attempt.trigger_type)}
              {attempt.duration_ms !== null && ` · ${words.duration(attempt.duration_ms)}`}
              {attempt.events_covered > 0 && ` · ${t("recent.events", { count: attempt.events_covered })}`}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
