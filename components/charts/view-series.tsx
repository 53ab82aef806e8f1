"use client";

import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import { useTranslations } from "use-intl";
import { SharedAxis } from "@/components/charts/shared-axis";
import { Skeleton } from "@/components/ui/skeleton";
import { whenReachable } from "@/lib/client/when-reachable";
import type { SeriesAnswer } from "@/lib/contract/series";

export interface MetricChartProps {
  series: SeriesAnswer;
  /** Of the plot, in pixels. */
  height: number;
}

/** A chart that loads where it is seen, since charts are heavy, into the space kept for it. */
function chart(height: number, load: () => Promise<ComponentType<MetricChartProps>>) {
  const loading = () => <Skeleton height={height + LEGEND_HEIGHT} />;
  return { height, Chart: dynamic(whenReachable(load), { ssr: false, loading }) };
}

const LEGEND_HEIGHT = 26;
const PART_HEIGHT = 56;

/** The charts over time of a view, in their order, with the height of their plots; words in `view.series`. */
const CHARTS = {
  age: chart(208, () => import("@/components/charts/age-chart").then((m) => m.AgeChart)),
  timeToVisible: chart(148, () =>
    import("@/components/charts/time-to-visible-chart").then((m) => m.TimeToVisibleChart),
  ),
  duration: chart(132, () => import("@/components/charts/duration-chart").then((m) => m.DurationChart)),
  hourly: chart(148, () => import("@/components/charts/hourly-chart").then((m) => m.HourlyChart)),
};
const NAMES = Object.keys(CHARTS) as (keyof typeof CHARTS)[];

/** What all of them take, for who waits for their data. */
export const SERIES_HEIGHT = NAMES.reduce((sum, name) => sum + CHARTS[name].height + PART_HEIGHT, 0);

interface Props {
  series: SeriesAnswer;
  /** Called with the range that was dragged over any of them. */
  onSelect: (from: number, to: number) => void;
}

/** Was it fresh, what did it cost, how often did it run: charts over one time axis. */
export function ViewSeries({ series, onSelect }: Props) {
  return (
    <SharedAxis from={Date.parse(series.from)} to={Date.parse(series.to)} onSelect={onSelect}>
      {NAMES.map((name) => (
        <Part key={name} name={name} series={series} />
      ))}
    </SharedAxis>
  );
}

function Part({ name, series }: { name: keyof typeof CHARTS; series: SeriesAnswer }) {
  const t = useTranslations();
  const { height, Chart } = CHARTS[name];
  const title = t(`view.series.${name}`);
  return (
    <section aria-label={title} className="mt-6 first:mt-0">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <h3 className="text-14 font-semibold">{title}</h3>
        <p className="text-12 text-ink-soft">{t(`view.series.${name}Note`)}</p>
      </div>
      <Chart series={series} height={height} />
    </section>
  );
}
