"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { SERIES_HEIGHT, ViewSeries } from "@/components/charts/view-series";
import { useClock } from "@/components/data/clock";
import { useSeries } from "@/components/data/use-log";
import { useWords } from "@/components/data/use-words";
import { Button } from "@/components/ui/button";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { WhenNear } from "@/components/ui/when-near";
import { RangeBrush } from "@/components/view/range-brush";
import { seriesFilter } from "@/lib/client/filters";
import type { ViewHealth } from "@/lib/contract/health";
import { HOUR_MS } from "@/lib/duration";
import { asRange, RANGES } from "@/lib/range";

const loading = () => <Skeleton height={SERIES_HEIGHT} />;

/** As the URL says it, to the second. */
const inUrl = (timestamp: number) => new Date(timestamp).toISOString().replace(/\.\d+Z$/, "Z");

/** Was it fresh, and what did it cost: over the range of the URL, or over the part of it that was chosen. */
export function ViewCharts({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const words = useWords();
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const clock = useClock();
  const filter = seriesFilter(view.slug, params, useTimeZone());
  const { data, error, refetch } = useSeries(filter);
  const range = asRange(params.get("range"));
  const [opened] = useState(() => clock.now());
  // The whole range, for the handles: the answer's own where it shows all of it.
  const end = filter.from || !data ? opened : Date.parse(data.to);
  const whole = { from: end - RANGES[range] * HOUR_MS, to: end };

  const show = (from: number | null, to: number | null) => {
    const next = new URLSearchParams(params);
    next.delete("from");
    next.delete("to");
    if (from !== null && to !== null) {
      next.set("from", inUrl(from));
      next.set("to", inUrl(to));
    }
    router.replace(`${pathname}?${next}`, { scroll: false });
  };
  const shown = data && { from: Date.parse(data.from), to: Date.parse(data.to) };
  const nothing = data && data.age.length === 0 && data.durations.length === 0;

  return (
    <Panel
      title={t("view.overTime")}
      note={
        filter.from && shown ? (
          t("view.brush.shown", { from: words.full(shown.from), to: words.full(shown.to) })
        ) : (
          <span className="no-print">{t("view.brush.hint")}</span>
        )
      }
      aside={
        filter.from && (
          <Button size="small" className="no-print" onClick={() => show(null, null)}>
            {t("view.brush.all", { range: t(`ranges.${range}`) })}
          </Button>
        )
      }
    >
      {!data && !error && loading()}
      {!data && error && <LoadError code={error.code} onRetry={() => void refetch()} />}
      {nothing && (
        <p className="flex h-60 items-center justify-center text-14 text-ink-soft">{t("charts.none")}</p>
      )}
      {data && !nothing && (
        <WhenNear placeholder={loading()}>
          <ViewSeries series={data} onSelect={show} />
        </WhenNear>
      )}
      {shown && (
        <RangeBrush
          from={Math.min(whole.from, shown.from)}
          to={Math.max(whole.to, shown.to)}
          shown={shown}
          onChange={show}
        />
      )}
    </Panel>
  );
}
