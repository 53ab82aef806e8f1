"use client";

import { useSearchParams } from "next/navigation";
import { useMe } from "@/components/data/use-me";
import { NoopRefreshesPanel } from "@/components/exactness/noop-refreshes-panel";
import { VerificationsPanel } from "@/components/exactness/verifications-panel";
import type { ViewHealth } from "@/lib/contract/health";
import { asRange, RANGES } from "@/lib/range";
import { isOps } from "@/lib/roles";

/** Is it right, and what did refreshes change? */
export function RightPanels({ view }: { view: ViewHealth }) {
  const hours = RANGES[asRange(useSearchParams().get("range"))];
  const { data: me } = useMe();
  const titles = new Map([[view.slug, view.title]]);
  const operates = isOps(me?.role);
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <VerificationsPanel titles={titles} operates={operates} view={view.slug} />
      <NoopRefreshesPanel hours={hours} titles={titles} view={view.slug} />
    </div>
  );
}
