"use client";

import {
  CartesianGrid,
  ReferenceArea,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  XAxis,
  YAxis,
} from "recharts";
import { useTimeZone, useTranslations } from "use-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { CrosshairLayer } from "@/components/charts/crosshair-layer";
import { LegendMark } from "@/components/charts/legend-mark";
import { Mark } from "@/components/charts/mark";
import { useSharedAxis } from "@/components/charts/shared-axis";
import * as look from "@/components/charts/theme";
import { Tip, TipLine } from "@/components/charts/tip";
import { useTimeAxis } from "@/components/charts/use-time-axis";
import type { MetricChartProps } from "@/components/charts/view-series";
import { useWords } from "@/components/data/use-words";
import { nearest } from "@/lib/charts/age";
import { capOf } from "@/lib/charts/cap";
import type { DurationPoint } from "@/lib/contract/series";

const NEAR_SHARE = 0.02;
const timestampOf = (point: DurationPoint) => Date.parse(point.at);

/** How long each refresh took, failures as crosses, and the band in which four of five lie. */
export function DurationChart({ series, height }: MetricChartProps) {
  const t = useTranslations();
  const words = useWords();
  const { from, to } = useSharedAxis();
  const axis = useTimeAxis(from, to, useTimeZone());
  const { durations, usual_ms: usual } = series;
  const cap = capOf(durations.map((point) => point.duration_ms));
  const over = cap === null ? [] : durations.filter((point) => point.duration_ms > cap);
  const points = durations.map((point) => ({
    ...point,
    at: timestampOf(point),
    // At the top, and what it took under the pointer.
    ms: Math.min(point.duration_ms, cap ?? point.duration_ms),
  }));
  const done = points.filter((point) => point.status === "completed");
  const failed = points.filter((point) => point.status === "failed");
  const band = usual && { low: words.duration(usual.low), high: words.duration(usual.high) };

  return (
    <ChartFrame
      label={t("charts.duration.label")}
      height={height}
      columns={[
        t("charts.when"),
        t("charts.duration.took"),
        t("charts.tier"),
        t("charts.status"),
        t("charts.duration.attempts"),
      ]}
      rows={durations.map((p) => [
        words.full(p.at),
        words.duration(p.duration_ms),
        words.tier(p.trigger_type),
        t(`attempts.${p.status}`),
        words.count(p.attempts),
      ])}
      legend={
        <>
          <LegendMark shape="circle" colour="var(--fresh-mark)">
            {t("attempts.completed")}
          </LegendMark>
          <LegendMark shape="cross" colour="var(--failed-mark)">
            {t("attempts.failed")}
          </LegendMark>
          {over.length > 0 && (
            <span data-over>
              {t("charts.duration.over", {
                count: over.length,
                cap: words.duration(cap!),
                max: words.duration(Math.max(...over.map((point) => point.duration_ms))),
              })}
            </span>
          )}
          {band && (
            <LegendMark shape="band" colour="var(--fresh-mark)">
              {t("charts.duration.usual", band)}
            </LegendMark>
          )}
        </>
      }
      layer={
        <CrosshairLayer
          describe={(at) => {
            const point = nearest(durations, timestampOf, at, (to - from) * NEAR_SHARE);
            return point && <DurationTip point={point} />;
          }}
        />
      }
    >
      <ResponsiveContainer width="100%" height={height} initialDimension={look.INITIAL}>
        <ScatterChart margin={look.TIME_MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke={look.GRID} vertical={false} />
          {usual && (
            <ReferenceArea y1={usual.low} y2={usual.high} fill="var(--fresh-mark)" fillOpacity={0.12} />
          )}
          <XAxis {...axis} />
          <YAxis
            dataKey="ms"
            type="number"
            domain={[0, cap ?? "auto"]}
            tickCount={4}
            tickFormatter={(value: number) => (value === 0 ? "0" : words.duration(value))}
            width={look.Y_WIDTH}
            tick={look.TICK}
            axisLine={false}
            tickLine={false}
          />
          <Scatter data={done} shape={DoneMark} isAnimationActive={false} />
          <Scatter data={failed} shape={FailedMark} isAnimationActive={false} />
        </ScatterChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

function DoneMark({ cx, cy }: { cx?: number; cy?: number }) {
  return <circle cx={cx} cy={cy} r={3} fill="var(--fresh-mark)" fillOpacity={0.75} />;
}

function FailedMark({ cx, cy }: { cx?: number; cy?: number }) {
  return <Mark cx={cx} cy={cy} shape="cross" colour="var(--failed-mark)" />;
}

function DurationTip({ point }: { point: DurationPoint }) {
  const t = useTranslations();
  const words = useWords();
  return (
    <Tip title={words.full(point.at)}>
      <TipLine name={t("charts.duration.took")} value={words.duration(point.duration_ms)} />
      <TipLine name={words.tier(point.trigger_type)} value={t(`attempts.${point.status}`)} />
      {point.attempts > 1 && <p>{t("charts.duration.slowest", { count: point.attempts })}</p>}
    </Tip>
  );
}
