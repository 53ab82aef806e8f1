"use client";

import dynamic from "next/dynamic";
import { notFound } from "next/navigation";
import { useTranslations } from "use-intl";
import { useFollowLog } from "@/components/data/use-follow-log";
import { useView } from "@/components/data/use-health";
import { DoctorHints } from "@/components/health/doctor-hints";
import { StatusBadge } from "@/components/health/status-badge";
import { useStatus } from "@/components/health/use-status";
import { HistoryPanel } from "@/components/history/history-panel";
import { LoadError } from "@/components/ui/load-error";
import { Skeleton } from "@/components/ui/skeleton";
import { Contents } from "@/components/view/contents";
import { NextPanel } from "@/components/view/next-panel";
import { NowPanel } from "@/components/view/now-panel";
import { RangeChoice } from "@/components/view/range-choice";
import { ViewCharts } from "@/components/view/view-charts";
import { ViewEvents } from "@/components/view/view-events";
import { ViewFailures } from "@/components/view/view-failures";
import { ViewPromise } from "@/components/view/view-promise";
import { ViewSkeleton } from "@/components/view/view-skeleton";
import { whenReachable } from "@/lib/client/when-reachable";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";

const RightPanels = dynamic(
  whenReachable(() => import("@/components/view/right-panels").then((m) => m.RightPanels)),
  {
    ssr: false,
    loading: () => <Skeleton className="h-60" />,
  },
);

const DefinitionPanel = dynamic(
  whenReachable(() => import("@/components/view/definition-panel").then((m) => m.DefinitionPanel)),
  { ssr: false, loading: () => <Skeleton className="h-60" /> },
);

/** One view, in the order in which people ask: is it fresh, will it be, was it, what did it cost, what went wrong, what is it. */
export function ViewPage({ slug }: { slug: string }) {
  const { view, error, refetch } = useView(slug);
  useFollowLog();
  if (view === null) notFound();
  if (!view) return error ? <LoadError code={error.code} onRetry={() => void refetch()} /> : <ViewSkeleton />;
  return (
    <div className="space-y-6">
      <Title view={view} />
      <Contents view={view} />
      <div id="now" className={cn(PART, "grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]")}>
        <div className="flex min-w-0 flex-col gap-6">
          <NowPanel view={view} />
          <ViewEvents view={view} />
        </div>
        <NextPanel view={view} />
      </div>
      <DoctorHints slug={slug} />
      <div id="history" className={cn(PART, "space-y-6")}>
        <ViewCharts view={view} />
        <ViewPromise slug={slug} />
        <RightPanels view={view} />
        <ViewFailures slug={slug} />
        <HistoryPanel slug={slug} zone={view.time_zone} />
      </div>
      <div id="definition" className={PART}>
        <DefinitionPanel slug={slug} />
      </div>
    </div>
  );
}

/** Below the bar that stays on top. */
const PART = "scroll-mt-28";

function Title({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const { status } = useStatus(view);
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-20 font-semibold sm:text-28">{view.title}</h1>
          {view.running_refresh_id !== null && <StatusBadge status="refreshing" />}
          <StatusBadge status={status} />
          {view.state !== "ok" && (
            <span className="rounded-pill bg-stale-tint px-2 text-14 font-medium text-stale">
              {t(`catalog.${view.state}`)}
            </span>
          )}
        </div>
        <p className="mt-1 font-mono text-12 text-ink-soft [overflow-wrap:anywhere]">{view.view_name}</p>
      </div>
      <div className="no-print flex flex-wrap items-center gap-3">
        <RangeChoice />
      </div>
    </header>
  );
}
