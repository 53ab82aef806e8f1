"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { FoundList } from "@/components/settings/discover/found-list";
import { Newcomer } from "@/components/settings/discover/newcomer";
import { useViews } from "@/components/settings/views/use-views";
import { ViewRow } from "@/components/settings/views/view-row";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { isAdmin, isOps } from "@/lib/roles";

/** Every registered view with its settings, and what stands in its way. */
export function ViewsSection() {
  const t = useTranslations();
  const { data, error, refetch } = useViews();
  const { data: me } = useMe();
  const [made, setMade] = useState<string[]>([]);

  if (!data) {
    if (error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
    return <Skeleton className="h-80" />;
  }
  return (
    <>
      <Panel
        title={t("settings.views.registered")}
        note={t("settings.views.count", { count: data.views.length })}
      >
        <ul className="divide-y divide-line">
          {data.views.map((view) => (
            <ViewRow key={view.slug} view={view} operates={isOps(me?.role)} />
          ))}
        </ul>
      </Panel>
      {isAdmin(me?.role) && (
        <Panel title={t("discover.title")} note={t("discover.note")}>
          {made.length > 0 && (
            <ul className="mb-4 divide-y divide-line border-b border-line pb-4">
              {made.map((slug) => (
                <Newcomer key={slug} slug={slug} />
              ))}
            </ul>
          )}
          <FoundList onDone={({ slug }) => setMade((before) => [slug, ...before])} />
        </Panel>
      )}
    </>
  );
}
