"use client";

import { useMutationState } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { refreshKey } from "@/components/data/use-refresh";
import { TargetBar } from "@/components/health/target-bar";
import { whenReachable } from "@/lib/client/when-reachable";
import type { ViewHealth } from "@/lib/contract/health";

// Seen once something runs.
const RunningState = dynamic(
  whenReachable(() => import("@/components/health/running-state").then((m) => m.RunningState)),
  { loading: () => null },
);

/** How much of its target a view has used up, or how far its refresh has come: in one place, so that nothing moves. */
export function Progress({ view }: { view: ViewHealth }) {
  const asked = useMutationState({
    filters: { mutationKey: refreshKey(view.slug), status: "pending" },
    select: ({ state }) => state.submittedAt,
  });
  const runs = asked.length > 0 || view.running_refresh_id !== null;
  return (
    <div className="min-h-6">
      {runs ? <RunningState view={view} startedAt={asked.at(-1) ?? null} /> : <TargetBar view={view} />}
    </div>
  );
}
