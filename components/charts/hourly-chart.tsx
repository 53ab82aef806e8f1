"use client";

import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { useTimeZone, useTranslations } from "use-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { CrosshairLayer } from "@/components/charts/crosshair-layer";
import { LegendMark } from "@/components/charts/legend-mark";
import { useSharedAxis } from "@/components/charts/shared-axis";
import * as look from "@/components/charts/theme";
import { Tip, TipLine } from "@/components/charts/tip";
import { useSlotWords } from "@/components/charts/use-slot-words";
import { useTimeAxis } from "@/components/charts/use-time-axis";
import type { MetricChartProps } from "@/components/charts/view-series";
import { useWords } from "@/components/data/use-words";
import { capOf } from "@/lib/charts/cap";
import type { RefreshSlot } from "@/lib/contract/series";
import { HOUR_MS } from "@/lib/duration";

/** A slot as a bar: where it stands, and how many hours it has. */
const barOf = (slot: RefreshSlot) => {
  const [begin, end] = [Date.parse(slot.from_at), Date.parse(slot.to_at)];
  return { ...slot, at: begin, hours: (end - begin) / HOUR_MS, middle: (begin + end) / 2 };
};

/** Refreshes per hour (or part of a day, or day): successful and failed, and their average duration as a line. */
export function HourlyChart({ series, height }: MetricChartProps) {
  const t = useTranslations();
  const words = useWords();
  const { from, to } = useSharedAxis();
  const axis = useTimeAxis(from, to, useTimeZone());
  const bars = series.slots.map(barOf);
  const slot = useSlotWords(bars);
  const count = (value: number | null) => (value === null ? t("charts.hourly.none") : words.count(value));

  const cap = capOf(bars.flatMap((bar) => bar.avg_duration_ms ?? []));

  return (
    <ChartFrame
      label={t("charts.hourly.label")}
      height={height}
      columns={[
        t("charts.when"),
        t("charts.hourly.total"),
        t("charts.hourly.successful"),
        t("charts.hourly.failed"),
        t("charts.hourly.average"),
      ]}
      rows={bars.map((bar) => [
        slot.full(bar),
        count(bar.total_refreshes),
        count(bar.successful),
        count(bar.failed),
        bar.avg_duration_ms === null ? "" : words.duration(bar.avg_duration_ms),
      ])}
      legend={
        <>
          <LegendMark shape="square" colour="var(--fresh-mark)">
            {t("charts.hourly.successful")}
          </LegendMark>
          <LegendMark shape="square" colour="var(--failed-mark)">
            {t("charts.hourly.failed")}
          </LegendMark>
          <LegendMark shape="line" colour="var(--ink-soft)">
            {t("charts.hourly.averageAxis")}
          </LegendMark>
        </>
      }
      layer={
        <CrosshairLayer
          describe={(at) => {
            const bar = bars.find((one) => one.at <= at && at < one.at + one.hours * HOUR_MS);
            return (
              bar && (
                <Tip title={slot.full(bar)}>
                  <TipLine name={t("charts.hourly.total")} value={count(bar.total_refreshes)} />
                  {bar.total_refreshes !== null && (
                    <>
                      <TipLine name={t("charts.hourly.successful")} value={count(bar.successful)} />
                      <TipLine name={t("charts.hourly.failed")} value={count(bar.failed)} />
                    </>
                  )}
                  {bar.avg_duration_ms !== null && (
                    <TipLine name={t("charts.hourly.average")} value={words.duration(bar.avg_duration_ms)} />
                  )}
                </Tip>
              )
            );
          }}
        />
      }
    >
      <ResponsiveContainer width="100%" height={height} initialDimension={look.INITIAL}>
        <ComposedChart data={bars} margin={{ ...look.TIME_MARGIN, right: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke={look.GRID} vertical={false} yAxisId="count" />
          <XAxis {...axis} dataKey="middle" />
          <YAxis
            yAxisId="count"
            allowDecimals={false}
            tickCount={4}
            width={look.Y_WIDTH}
            tick={look.TICK}
            axisLine={false}
            tickLine={false}
          />
          <YAxis
            yAxisId="average"
            orientation="right"
            width={look.PLOT_RIGHT}
            domain={[0, cap ?? "auto"]}
            allowDataOverflow={cap !== null}
            tickCount={4}
            tickFormatter={(value: number) => (value === 0 ? "0" : words.duration(value))}
            tick={look.TICK}
            axisLine={false}
            tickLine={false}
          />
          <Bar
            yAxisId="count"
            dataKey={(bar: RefreshSlot) => bar.successful ?? undefined}
            stackId="a"
            fill="var(--fresh-mark)"
            fillOpacity={0.75}
            isAnimationActive={false}
          />
          <Bar
            yAxisId="count"
            dataKey={(bar: RefreshSlot) => bar.failed ?? undefined}
            stackId="a"
            fill="var(--failed-mark)"
            isAnimationActive={false}
          />
          <Line
            yAxisId="average"
            dataKey="avg_duration_ms"
            type="linear"
            stroke="var(--ink-soft)"
            strokeWidth={1.5}
            dot={{ r: 2, fill: "var(--ink-soft)" }}
            activeDot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
