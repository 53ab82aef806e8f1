"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { AgeChart } from "@/components/charts/age-chart";
import { DurationChart } from "@/components/charts/duration-chart";
import { HourlyChart } from "@/components/charts/hourly-chart";
import { SharedAxis } from "@/components/charts/moments";
import type { SeriesAnswer } from "@/lib/contract/series";

interface Props {
  series: SeriesAnswer;
  /** Called with the range that was dragged over any of them. */
  onSelect: (from: number, to: number) => void;
}

/** Was it fresh, what did it cost, how often did it run: three charts over one time axis. */
export function ViewSeries({ series, onSelect }: Props) {
  const t = useTranslations();
  return (
    <SharedAxis from={Date.parse(series.from)} to={Date.parse(series.to)} onSelect={onSelect}>
      <Part title={t("view.was")} note={t("view.wasNote")}>
        <AgeChart series={series} />
      </Part>
      <Part title={t("view.cost")} note={t("view.costNote")}>
        <DurationChart series={series} />
      </Part>
      <Part title={t("view.perHour")} note={t("view.perHourNote")}>
        <HourlyChart series={series} />
      </Part>
    </SharedAxis>
  );
}

function Part({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-6 first:mt-0">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <h3 className="text-14 font-semibold">{title}</h3>
        <p className="text-12 text-ink-soft">{note}</p>
      </div>
      {children}
    </section>
  );
}
