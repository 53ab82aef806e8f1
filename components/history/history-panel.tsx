"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useHistory } from "@/components/data/use-log";
import { useWords } from "@/components/data/use-words";
import { HistoryTable } from "@/components/history/history-table";
import { RunDetails } from "@/components/history/run-details";
import { Button } from "@/components/ui/button";
import { Filter } from "@/components/ui/filter";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { STATUSES, TABLE_STEP, tableFilter } from "@/lib/client/filters";
import { TRIGGER_TYPES } from "@/lib/tiers";

/** The last refreshes of a view, filtered by the URL, more of them on demand. */
export function HistoryPanel({ slug, zone }: { slug: string; zone?: string }) {
  const t = useTranslations();
  const words = useWords();
  const params = useSearchParams();
  const [limit, setLimit] = useState(TABLE_STEP);
  const { data, error, refetch } = useHistory(tableFilter(slug, params, limit));
  const who = params.get("who");
  // Those of the rows at hand, and the one who is chosen already.
  const people = [
    ...new Set([...(who ? [who] : []), ...(data?.history.map((one) => one.triggered_by) ?? [])]),
  ].sort();

  return (
    <Panel
      title={t("view.last")}
      note={data && t("view.stats", { total: data.stats.total_refreshes, failed: data.stats.failed })}
      aside={
        <div className="no-print flex flex-wrap gap-3">
          <Filter
            name="status"
            label={t("table.status")}
            all={t("filters.all")}
            options={STATUSES.map((value) => ({ value, label: t(`attempts.${value}`) }))}
          />
          <Filter
            name="tier"
            label={t("table.tier")}
            all={t("filters.all")}
            options={TRIGGER_TYPES.map((value) => ({ value, label: words.tier(value) }))}
          />
          <Filter
            name="who"
            label={t("table.by")}
            all={t("filters.all")}
            options={people.map((value) => ({ value, label: value }))}
          />
        </div>
      }
    >
      {!data && !error && <Skeleton className="h-64" />}
      {!data && error && <LoadError code={error.code} onRetry={() => void refetch()} />}
      {data?.history.length === 0 && <p className="text-14 text-ink-soft">{t("table.none")}</p>}
      {data && data.history.length > 0 && (
        <>
          <HistoryTable attempts={data.history} zone={zone} />
          {data.next_before !== null && limit < 1000 && (
            <Button className="mt-4 w-full" onClick={() => setLimit(Math.min(1000, limit * 2))}>
              {t("table.more")}
            </Button>
          )}
          <RunDetails attempts={data.history} />
        </>
      )}
    </Panel>
  );
}
