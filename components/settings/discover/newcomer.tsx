"use client";

import { useTranslations } from "use-intl";
import { useView } from "@/components/data/use-health";
import { useDoctor } from "@/components/data/use-log";
import { FindingDetails, findingKey } from "@/components/health/finding-details";
import { Progress } from "@/components/health/progress";
import { RefreshControl } from "@/components/health/refresh-control";
import { StatusBadge } from "@/components/health/status-badge";
import { useStatus } from "@/components/health/use-status";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import type { ViewHealth } from "@/lib/contract/health";

/** A view that has just been registered: what the doctor found, its first refresh, and its badge. */
export function Newcomer({ slug }: { slug: string }) {
  const { view } = useView(slug);
  if (!view) return <Skeleton className="h-24" />;
  return <Known view={view} />;
}

function Known({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const { status } = useStatus(view);
  const { data } = useDoctor(true);
  // That it was never filled is what the refresh below is for.
  const findings = data?.findings.filter(
    (finding) => finding.slug === view.slug && finding.check_name !== "populated",
  );
  return (
    <li data-newcomer={view.slug} className="space-y-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <h3 className="min-w-0 text-14 font-semibold [overflow-wrap:anywhere]">
          <Link href={`/views/${encodeURIComponent(view.slug)}`} className="hover:underline">
            {view.title}
          </Link>
        </h3>
        <StatusBadge status={status} />
      </div>
      {view.last_refresh === null && <p className="text-14 text-ink-soft">{t("discover.firstRefresh")}</p>}
      <Progress view={view} />
      <RefreshControl view={view} hotkey={false} />
      {findings && findings.length > 0 && (
        <ul className="space-y-2">
          {findings.map((finding) => (
            <li key={findingKey(finding)}>
              <FindingDetails finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
