"use client";

import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { ViewAdvice } from "@/components/health/advice";
import { Age } from "@/components/health/age";
import { CardFacts } from "@/components/health/card-facts";
import { Progress } from "@/components/health/progress";
import { RefreshControl } from "@/components/health/refresh-control";
import { Panel } from "@/components/ui/panel";
import type { ViewHealth } from "@/lib/contract/health";

/** Is it fresh? */
export function NowPanel({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  return (
    <Panel title={t("view.now")}>
      <div className="space-y-4">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <Age view={view} className="text-40" />
          <span className="text-14 text-ink-soft">
            {view.data_as_of &&
              t.rich("card.asOf", {
                time: () => <Timestamp at={view.data_as_of!} zone={view.time_zone} />,
              })}
          </span>
        </p>
        <Progress view={view} />
        <CardFacts view={view} />
        <ViewAdvice view={view} />
        <RefreshControl view={view} hotkey withReaders />
      </div>
    </Panel>
  );
}
