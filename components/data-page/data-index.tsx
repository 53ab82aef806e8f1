"use client";

import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useDataIndex } from "@/components/data-page/use-data";
import { reasonOf, SOURCE_ICON } from "@/components/data-page/where-from";
import { NoViews } from "@/components/health/empty";
import { StatusBadge } from "@/components/health/status-badge";
import { usePendingWords } from "@/components/health/use-pending-words";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { LoadError } from "@/components/ui/load-error";
import { Skeleton } from "@/components/ui/skeleton";
import type { DataIndex as Index } from "@/lib/contract/data";

/** Every view whose rows can be read, and where they would come from now. */
export function DataIndex() {
  const t = useTranslations();
  const { data, error, refetch } = useDataIndex();
  return (
    <div className="space-y-6">
      <header>
        <h1 className="text-20 font-semibold sm:text-28">{t("data.title")}</h1>
        <p className="mt-1 text-14 text-ink-soft">{t("data.note")}</p>
      </header>
      {!data && error && <LoadError code={error.code} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-60" />}
      {data?.views.length === 0 && <NoViews />}
      {data && data.views.length > 0 && (
        <ul className="grid gap-4 lg:grid-cols-2">
          {data.views.map((view) => (
            <Entry key={view.view} view={view} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Entry({ view }: { view: Index["views"][number] }) {
  const t = useTranslations();
  const pending = usePendingWords();
  const from = view.served_from;
  return (
    <li className="relative rounded-card border border-line bg-card p-4 shadow-card hover:border-line-strong">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <h2 className="text-16 font-semibold">
          <Link href={`/data/${encodeURIComponent(view.view)}`} className="after:absolute after:inset-0">
            {view.title}
          </Link>
        </h2>
        <StatusBadge status={view.verdict} />
      </div>
      <p className="mt-3 flex flex-wrap items-center gap-x-2 text-14 font-medium">
        <Icon name={from ? SOURCE_ICON[from] : "circle-x"} className="size-4" />
        {from ? t(`data.from.${from}`) : t("data.fromNowhere")}
        {view.as_of && (
          <span className="font-normal text-ink-soft">
            {t.rich("card.asOf", { time: () => <Timestamp at={view.as_of!} /> })}
          </span>
        )}
      </p>
      <p className="mt-1 text-14 text-ink-soft">
        {view.reason ? t(`data.reasons.${reasonOf(view.reason)}`) : pending.sentence(view.pending)}
      </p>
    </li>
  );
}
