"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
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
import { ageAt, agePoints } from "@/lib/charts/age";
import { ageTicks } from "@/lib/charts/ticks";

/** A point as recharts hands it over: every one of the data, also where this series has none. */
interface Drawn {
  cx?: number;
  cy?: number;
  payload?: { tier?: string };
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** How old a view's data was: a sawtooth against its target, breaches shaded, refreshes as marks by tier. */
export function AgeChart({ series, height }: MetricChartProps) {
  const t = useTranslations();
  const words = useWords();
  const { from, to } = useSharedAxis();
  const axis = useTimeAxis(from, to, useTimeZone());
  const { age, breaches, sla_seconds: slaSeconds } = series;
  // Of one unit, so that they fit on a line: "1.5 h".
  const tick = (seconds: number) => {
    if (seconds === 0) return "0";
    if (seconds >= DAY) return t("age.days", { days: seconds / DAY });
    return seconds >= HOUR ? t("age.hours", { hours: seconds / HOUR }) : words.span(seconds);
  };
  const points = agePoints(age);
  const ticks = ageTicks(Math.max(slaSeconds * 1.15, ...points.map((point) => point.age)));
  const data = points.map((point) =>
    point.tier ? { ...point, [look.tierMark(point.tier)]: point.age } : point,
  );
  const tiers = look.TIER_MARKS.filter((mark) =>
    points.some((p) => p.tier && look.tierMark(p.tier) === mark),
  );
  const breachCount = breaches.reduce((sum, breach) => sum + breach.breaches, 0);

  return (
    <ChartFrame
      label={t("charts.age.label")}
      height={height}
      columns={[t("charts.age.since"), t("charts.age.age"), t("charts.age.highest"), t("charts.tier")]}
      rows={age.map((tooth) => [
        words.full(tooth.at),
        words.span(tooth.age_seconds),
        words.span(tooth.peak_seconds),
        tooth.trigger_type ? words.tier(tooth.trigger_type) : "",
      ])}
      legend={
        <>
          <LegendMark shape="line" colour="var(--very-stale-mark)" dashed>
            {t("charts.age.target", { span: words.span(slaSeconds) })}
          </LegendMark>
          <LegendMark shape="band" colour="var(--very-stale-mark)">
            {t("charts.age.breach", { count: breachCount })}
          </LegendMark>
          {tiers.map((mark) => (
            <LegendMark key={mark} shape={look.TIERS[mark].shape} colour={look.TIERS[mark].colour}>
              {mark === "other" ? t("tiers.other") : words.tier(mark)}
            </LegendMark>
          ))}
        </>
      }
      layer={
        <CrosshairLayer
          describe={(at) => {
            const seconds = ageAt(age, at);
            return (
              <Tip title={words.full(at)}>
                <TipLine
                  name={t("charts.age.age")}
                  value={seconds === null ? t("age.unknown") : words.span(seconds)}
                />
              </Tip>
            );
          }}
        />
      }
    >
      <ResponsiveContainer width="100%" height={height} initialDimension={look.INITIAL}>
        <ComposedChart data={data} margin={look.TIME_MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke={look.GRID} vertical={false} />
          {breaches.map((breach) => (
            <ReferenceArea
              key={breach.began_at}
              x1={Date.parse(breach.began_at)}
              x2={Date.parse(breach.ended_at)}
              fill="var(--very-stale-mark)"
              fillOpacity={0.14}
            />
          ))}
          <XAxis {...axis} />
          <YAxis
            dataKey="age"
            type="number"
            domain={[0, ticks.at(-1)!]}
            ticks={ticks}
            tickFormatter={tick}
            width={look.Y_WIDTH}
            tick={look.TICK}
            axisLine={false}
            tickLine={false}
          />
          <ReferenceLine y={slaSeconds} stroke="var(--very-stale-mark)" strokeDasharray="5 4" />
          <Area
            dataKey="age"
            type="linear"
            stroke="var(--ink-soft)"
            strokeWidth={1.5}
            fill="var(--ink-soft)"
            fillOpacity={0.08}
            isAnimationActive={false}
            activeDot={false}
          />
          {tiers.map((mark) => (
            <Scatter
              key={mark}
              dataKey={mark}
              shape={(point: Drawn) =>
                look.isMarked(point.payload, mark) ? (
                  <Mark {...look.TIERS[mark]} cx={point.cx} cy={point.cy} />
                ) : (
                  <g />
                )
              }
              isAnimationActive={false}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
