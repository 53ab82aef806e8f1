"use client";

import { CartesianGrid, ResponsiveContainer, Scatter, ScatterChart, XAxis, YAxis } from "recharts";
import { useTimeZone, useTranslations } from "use-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { CrosshairLayer } from "@/components/charts/crosshair-layer";
import { LegendMark } from "@/components/charts/legend-mark";
import { Mark } from "@/components/charts/mark";
import { useSharedAxis } from "@/components/charts/shared-axis";
import * as look from "@/components/charts/theme";
import { Tip, TipLine } from "@/components/charts/tip";
import { useSlotWords } from "@/components/charts/use-slot-words";
import { useTimeAxis } from "@/components/charts/use-time-axis";
import type { MetricChartProps } from "@/components/charts/view-series";
import { useWords } from "@/components/data/use-words";
import type { VisiblePoint } from "@/lib/contract/series";
import { HOUR_MS } from "@/lib/duration";

const slotOf = (point: VisiblePoint) => {
  const [begin, end] = [Date.parse(point.from_at), Date.parse(point.to_at)];
  return { ...point, at: begin, hours: (end - begin) / HOUR_MS, middle: (begin + end) / 2 };
};

/** How long high-impact events took to be seen, per hour (or part of a day, or day): the median, and all but a few. */
export function TimeToVisibleChart({ series, height }: MetricChartProps) {
  const t = useTranslations();
  const words = useWords();
  const { from, to } = useSharedAxis();
  const axis = useTimeAxis(from, to, useTimeZone());
  const points = series.time_to_visible.map(slotOf);
  const slot = useSlotWords(points);
  const took = (seconds: number | null) => (seconds === null ? "" : words.duration(seconds * 1000));
  const seen = points.filter(({ visible }) => visible > 0);

  if (points.length === 0) {
    return (
      <figure aria-label={t("charts.timeToVisible.label")}>
        <p style={{ height }} className="flex items-center justify-center text-14 text-ink-soft">
          {t("charts.timeToVisible.none")}
        </p>
      </figure>
    );
  }
  return (
    <ChartFrame
      label={t("charts.timeToVisible.label")}
      height={height}
      columns={[
        t("charts.when"),
        t("charts.timeToVisible.median"),
        t("charts.timeToVisible.p95"),
        t("charts.timeToVisible.visible"),
        t("charts.timeToVisible.waiting"),
      ]}
      rows={points.map((point) => [
        slot.full(point),
        took(point.median_seconds),
        took(point.p95_seconds),
        words.count(point.visible),
        words.count(point.waiting),
      ])}
      legend={
        <>
          <LegendMark shape="circle" colour="var(--fresh-mark)">
            {t("charts.timeToVisible.median")}
          </LegendMark>
          <LegendMark shape="diamond" colour="var(--refreshing-mark)">
            {t("charts.timeToVisible.p95")}
          </LegendMark>
        </>
      }
      layer={
        <CrosshairLayer
          describe={(at) => {
            const point = points.find((one) => one.at <= at && at < one.at + one.hours * HOUR_MS);
            return (
              point && (
                <Tip title={slot.full(point)}>
                  {point.visible > 0 && (
                    <>
                      <TipLine name={t("charts.timeToVisible.median")} value={took(point.median_seconds)} />
                      <TipLine name={t("charts.timeToVisible.p95")} value={took(point.p95_seconds)} />
                    </>
                  )}
                  <TipLine name={t("charts.timeToVisible.visible")} value={words.count(point.visible)} />
                  {point.waiting > 0 && (
                    <TipLine name={t("charts.timeToVisible.waiting")} value={words.count(point.waiting)} />
                  )}
                </Tip>
              )
            );
          }}
        />
      }
    >
      <ResponsiveContainer width="100%" height={height} initialDimension={look.INITIAL}>
        <ScatterChart margin={look.TIME_MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke={look.GRID} vertical={false} />
          <XAxis {...axis} dataKey="x" />
          <YAxis
            dataKey="seconds"
            type="number"
            domain={[0, "auto"]}
            tickCount={4}
            tickFormatter={(value: number) => (value === 0 ? "0" : took(value))}
            width={look.Y_WIDTH}
            tick={look.TICK}
            axisLine={false}
            tickLine={false}
          />
          <Scatter
            data={seen.map((point) => ({ x: point.middle, seconds: point.p95_seconds }))}
            shape={<Mark shape="diamond" colour="var(--refreshing-mark)" />}
            isAnimationActive={false}
          />
          <Scatter
            data={seen.map((point) => ({ x: point.middle, seconds: point.median_seconds }))}
            shape={<Mark shape="circle" colour="var(--fresh-mark)" />}
            isAnimationActive={false}
          />
        </ScatterChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
