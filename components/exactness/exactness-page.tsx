"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { useMe } from "@/components/data/use-me";
import { NoopRefreshesPanel } from "@/components/exactness/noop-refreshes-panel";
import { ReadsPanel } from "@/components/exactness/reads-panel";
import { VerificationsPanel } from "@/components/exactness/verifications-panel";
import { LoadError } from "@/components/ui/load-error";
import { RangeChoice } from "@/components/view/range-choice";
import { asRange, RANGES } from "@/lib/range";
import { isOps } from "@/lib/roles";

/** Is what the views say right, what do they cost for nothing, and do reads get their answer? */
export function ExactnessPage() {
  const t = useTranslations();
  const hours = RANGES[asRange(useSearchParams().get("range"))];
  const { data: health, error, refetch } = useHealth();
  const { data: me } = useMe();
  const operates = isOps(me?.role);
  const titles = useMemo(() => new Map(health?.views.map(({ slug, title }) => [slug, title])), [health]);
  if (!health && error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
  return (
    <div className="space-y-6">
      <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-20 font-semibold sm:text-28">{t("exactness.title")}</h1>
          <p className="mt-1 text-14 text-ink-soft">{t("exactness.note")}</p>
        </div>
        <RangeChoice />
      </header>
      <VerificationsPanel titles={titles} operates={operates} />
      <NoopRefreshesPanel hours={hours} titles={titles} />
      <ReadsPanel hours={hours} titles={titles} operates={operates} />
    </div>
  );
}
