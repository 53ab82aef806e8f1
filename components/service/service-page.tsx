"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { useSla } from "@/components/data/use-control";
import { useFollowLog } from "@/components/data/use-follow-log";
import { PromiseSentence } from "@/components/service/promise-sentence";
import { ViewLevels } from "@/components/service/view-levels";
import { LoadError } from "@/components/ui/load-error";
import { Skeleton } from "@/components/ui/skeleton";
import { RangeChoice } from "@/components/view/range-choice";
import type { SlaAnswer } from "@/lib/contract/sla";
import { asRange, RANGES, type Range } from "@/lib/range";

/** What is promised and whether it was kept, over a day, a week and a month; worst first, each breach with its cause. */
export function ServicePage() {
  const t = useTranslations();
  const params = useSearchParams();
  const range = asRange(params.get("range"));
  useFollowLog();
  const day = useSla(RANGES["24h"]);
  const week = useSla(RANGES["7d"]);
  const month = useSla(RANGES["30d"]);
  const answers: Record<Range, SlaAnswer | undefined> = {
    "24h": day.data,
    "7d": week.data,
    "30d": month.data,
  };
  const chosen = { "24h": day, "7d": week, "30d": month }[range];

  if (!chosen.data && chosen.error)
    return <LoadError code={chosen.error.code} onRetry={() => void chosen.refetch()} />;
  const views = chosen.data?.views.toSorted((a, b) => missed(b) - missed(a));
  return (
    <div className="space-y-6">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-20 font-semibold sm:text-28">{t("sla.title")}</h1>
          {chosen.data && <PromiseSentence answer={chosen.data} range={range} />}
        </div>
        <RangeChoice />
      </header>
      {!views && <Skeleton className="h-96" />}
      {views?.length === 0 && <p className="text-14 text-ink-soft">{t("sla.noViews")}</p>}
      {views?.map((view) => (
        <ViewLevels
          key={view.slug}
          view={view}
          range={range}
          now={Date.parse(chosen.data!.now)}
          windows={Object.fromEntries(
            Object.entries(answers).map(([name, answer]) => [
              name,
              answer?.views.find(({ slug }) => slug === view.slug)?.levels,
            ]),
          )}
        />
      ))}
    </div>
  );
}

const missed = (view: SlaAnswer["views"][number]) =>
  view.levels.filter(({ attained }) => attained === false).length;
