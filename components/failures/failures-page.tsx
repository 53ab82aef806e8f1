"use client";

import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useFailures } from "@/components/data/use-control";
import { useFollowLog } from "@/components/data/use-follow-log";
import { useHealth } from "@/components/data/use-health";
import { useHistory } from "@/components/data/use-log";
import { Answers } from "@/components/failures/answers";
import { DeadLetters } from "@/components/failures/dead-letters";
import { ExportButtons } from "@/components/failures/export-buttons";
import { FailureList } from "@/components/failures/failure-list";
import { HostPanel } from "@/components/failures/host-panel";
import { Incidents } from "@/components/failures/incidents";
import { OpenAlerts } from "@/components/failures/open-alerts";
import { Overload } from "@/components/failures/overload";
import { RunningNow } from "@/components/failures/running-now";
import { Filter } from "@/components/ui/filter";
import { Icon } from "@/components/ui/icon";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { RangeChoice } from "@/components/view/range-choice";
import { CAUSES, causeOf } from "@/lib/causes";
import { causeBars } from "@/lib/charts/causes";
import { failuresFilter, LAST_FAILURE } from "@/lib/client/filters";
import { whenReachable } from "@/lib/client/when-reachable";
import { asRange, RANGES } from "@/lib/range";

const CauseChart = dynamic(
  whenReachable(() => import("@/components/charts/cause-chart").then((m) => m.CauseChart)),
  {
    ssr: false,
    loading: () => <Skeleton className="h-60" />,
  },
);

/** What broke, since when, why, and what to press: what lasts first, then when and why, then each one, then the answers. */
export function FailuresPage() {
  const t = useTranslations();
  const timeZone = useTimeZone();
  const params = useSearchParams();
  const range = asRange(params.get("range"));
  const filter = failuresFilter(params);
  const { data: health } = useHealth();
  const { data, error, refetch } = useHistory(filter);
  const counts = useFailures(RANGES[range]);
  useFollowLog();

  const slug = params.get("view");
  const cause = params.get("cause");
  const wanted = (one: { slug: string; error_code: string | null }) =>
    (!slug || one.slug === slug) && (!cause || causeOf(one.error_code) === cause);
  const shown = data?.history.filter(wanted);
  const titles = useMemo(() => new Map(health?.views.map((view) => [view.slug, view.title])), [health]);
  // Counted by the database: the list below shows the newest thousand, the chart all of them.
  const counted = counts.data?.failures.filter(wanted) ?? [];
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  const { bars, causes } = causeBars(counted, RANGES[range], counts.dataUpdatedAt, timeZone);

  if (!data && error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
  return (
    <div className="space-y-6">
      <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="text-20 font-semibold sm:text-28">{t("failures.title")}</h1>
        <RangeChoice />
      </header>
      <Overload titles={titles} />
      {health && <Incidents views={health.views} failures={data?.history ?? []} hours={RANGES[range]} />}
      {health && <RunningNow views={health.views} />}
      <OpenAlerts hours={RANGES[range]} />
      <DeadLetters titles={titles} />
      <div className="no-print flex flex-wrap items-center gap-3">
        <Filter
          name="view"
          label={t("failures.view")}
          all={t("filters.all")}
          options={[...titles].map(([value, label]) => ({ value, label }))}
        />
        <Filter
          name="cause"
          label={t("run.cause")}
          all={t("filters.all")}
          options={CAUSES.map((value) => ({ value, label: t(`causes.${value}`) }))}
        />
      </div>
      {!shown && <Skeleton className="h-80" />}
      {shown?.length === 0 && <NothingFailed />}
      {shown && shown.length > 0 && (
        <>
          <Panel
            title={t("failures.perHour")}
            note={t("failures.count", { count: total, range: t(`ranges.in.${range}`) })}
          >
            <CauseChart bars={bars} causes={causes} />
          </Panel>
          <Panel title={t("failures.list")} aside={<ExportButtons filter={filter} keep={wanted} />}>
            <FailureList failures={shown} titles={titles} />
          </Panel>
        </>
      )}
      <Answers slug={slug} />
      <HostPanel />
    </div>
  );
}

function NothingFailed() {
  const t = useTranslations();
  const params = useSearchParams();
  const range = t(`ranges.in.${asRange(params.get("range"))}`);
  const filtered = params.has("view") || params.has("cause");
  const { data } = useHistory(LAST_FAILURE);
  const last = data?.history[0];
  return (
    <section
      aria-label={t("failures.none", { range })}
      className="rounded-card border border-line bg-card p-6"
    >
      <Icon name="circle-check" className="size-6 text-fresh" />
      <h2 className="mt-3 text-20 font-semibold">{t("failures.none", { range })}</h2>
      {filtered ? (
        <p className="mt-1 text-14 text-ink-soft">{t("failures.noneFiltered")}</p>
      ) : (
        data && (
          <p className="mt-1 text-14 text-ink-soft">
            {last
              ? t.rich("failures.noneSince", { time: () => <Timestamp at={last.refresh_started_at} /> })
              : t("failures.noneEver")}
          </p>
        )
      )}
    </section>
  );
}
