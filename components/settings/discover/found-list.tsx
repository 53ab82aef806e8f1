"use client";

import { useTranslations } from "use-intl";
import { FoundView } from "@/components/settings/discover/found-view";
import { useDiscovery } from "@/components/settings/discover/use-discovery";
import { LoadError } from "@/components/ui/load-error";
import { Skeleton } from "@/components/ui/skeleton";
import type { RegisteredView } from "@/lib/contract/registry";

/** Every materialized view of the database that nobody has registered, each with what it needs. */
export function FoundList({ onDone }: { onDone: (view: RegisteredView) => void }) {
  const t = useTranslations();
  const { data, error, refetch } = useDiscovery(true);
  if (!data) {
    if (error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
    return (
      <div className="space-y-4" aria-busy>
        <Skeleton className="h-32" />
        <Skeleton className="h-32" />
      </div>
    );
  }
  if (data.found.length === 0) return <p className="text-14 text-ink-soft">{t("discover.none")}</p>;
  return (
    <ul className="divide-y divide-line">
      {data.found.map((view) => (
        <FoundView key={`${view.schema_name}.${view.view_name}`} view={view} onDone={onDone} />
      ))}
    </ul>
  );
}
