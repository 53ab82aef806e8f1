"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useFollowLog } from "@/components/data/use-follow-log";
import { useHealth } from "@/components/data/use-health";
import { useMe } from "@/components/data/use-me";
import { Live } from "@/components/health/live";
import { OverviewSkeleton } from "@/components/health/overview-skeleton";
import { Sentence } from "@/components/health/sentence";
import { ViewGrid } from "@/components/health/view-grid";
import { RecentActivity } from "@/components/history/recent-activity";
import { whenReachable } from "@/lib/client/when-reachable";
import { isAdmin, isOps } from "@/lib/roles";
import { nothingOfTheirOwn, worstFirst } from "@/lib/view-status";

// Few see these; nobody else should download them.
const DoctorHints = dynamic(
  whenReachable(() => import("@/components/health/doctor-hints").then((m) => m.DoctorHints)),
  { loading: () => null },
);
const FirstVisit = dynamic(
  whenReachable(() => import("@/components/settings/discover/first-visit").then((m) => m.FirstVisit)),
  { loading: () => null },
);
const ChainPanel = dynamic(
  whenReachable(() => import("@/components/graph/chain-panel").then((m) => m.ChainPanel)),
  {
    ssr: false,
  },
);
const LoadError = dynamic(
  whenReachable(() => import("@/components/ui/load-error").then((m) => m.LoadError)),
  { loading: () => null },
);
const NoViews = dynamic(
  whenReachable(() => import("@/components/health/empty").then((m) => m.NoViews)),
  { loading: () => null },
);

/** Every view, worst first, under one sentence. */
export function Overview() {
  const { data, error, refetch } = useHealth();
  const { data: me } = useMe();
  const operates = isOps(me?.role);
  const [leading, setLeading] = useState(false);
  useFollowLog();

  if (!data) {
    if (error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
    return <OverviewSkeleton />;
  }
  const views = worstFirst(data.views, Date.parse(data.now));
  const begins = nothingOfTheirOwn(data.views);
  // Once it leads, it goes on until the admin has seen the badge.
  if (begins && isAdmin(me?.role) && !leading) setLeading(true);
  return (
    <>
      <div className="mb-6 flex flex-col items-start justify-between gap-x-8 gap-y-2 lg:flex-row">
        <Sentence views={views} />
        <Live />
      </div>
      {leading && <FirstVisit onClose={() => setLeading(false)} />}
      {begins && me && !isAdmin(me.role) && <NoViews />}
      {views.length > 0 && !leading && (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="min-w-0 space-y-6">
            <ViewGrid views={views} />
            <ChainPanel />
          </div>
          <div className="space-y-6">
            {operates && <DoctorHints />}
            <RecentActivity />
          </div>
        </div>
      )}
    </>
  );
}
