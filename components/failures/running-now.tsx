"use client";

import { useTranslations } from "use-intl";
import { CancelButton } from "@/components/control/cancel-button";
import { useMe } from "@/components/data/use-me";
import { RunningState } from "@/components/health/running-state";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { ViewHealth } from "@/lib/contract/health";

/** What runs now, for how long, at whose wish, and the button that ends it. */
export function RunningNow({ views }: { views: readonly ViewHealth[] }) {
  const t = useTranslations();
  const { data: me } = useMe();
  const running = views.filter((view) => view.running_refresh_id !== null);
  if (running.length === 0) return null;
  return (
    <Panel title={t("control.running")}>
      <ul className="space-y-4">
        {running.map((view) => (
          <li
            key={view.slug}
            data-running={view.slug}
            className="grid gap-x-6 gap-y-2 sm:grid-cols-[1fr_auto]"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap gap-x-2 text-14">
                <Link
                  href={`/views/${encodeURIComponent(view.slug)}`}
                  className="font-medium hover:underline"
                >
                  {view.title}
                </Link>
                <span className="text-ink-soft">{view.running_triggered_by}</span>
              </p>
              <RunningState view={view} startedAt={null} />
            </div>
            {me?.may_operate && <CancelButton view={view} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
