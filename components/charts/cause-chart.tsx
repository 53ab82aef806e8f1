"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useTranslations } from "use-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { LegendMark } from "@/components/charts/legend-mark";
import * as look from "@/components/charts/theme";
import { Tip, TipLine } from "@/components/charts/tip";
import { useSlotWords } from "@/components/charts/use-slot-words";
import { useWords } from "@/components/data/use-words";
import { causeColour } from "@/lib/cause-colours";
import type { Cause } from "@/lib/causes";
import type { CauseBar } from "@/lib/charts/causes";

/** Failures per hour (or part of a day, or day), stacked by cause. */
export function CauseChart({
  bars,
  causes,
}: {
  bars: CauseBar[];
  causes: readonly { cause: Cause; count: number }[];
}) {
  const t = useTranslations();
  const words = useWords();
  const slot = useSlotWords(bars);
  const names = causes.map(({ cause }) => t(`causes.${cause}`));

  return (
    <ChartFrame
      label={t("charts.causes.label")}
      columns={[t("charts.when"), ...names]}
      rows={bars.map((bar) => [
        slot.full(bar),
        ...causes.map(({ cause }) => words.count(bar.counts[cause] ?? 0)),
      ])}
      legend={causes.map(({ cause, count }) => (
        <LegendMark key={cause} shape="square" colour={causeColour(cause)}>
          {t("charts.causes.entry", { cause: t(`causes.${cause}`), count })}
        </LegendMark>
      ))}
    >
      <ResponsiveContainer width="100%" height={look.CHART_HEIGHT} initialDimension={look.INITIAL}>
        <BarChart data={bars} margin={look.MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke={look.GRID} vertical={false} />
          <XAxis
            dataKey="at"
            tickFormatter={slot.short}
            tick={look.TICK}
            axisLine={look.AXIS_LINE}
            tickLine={false}
            minTickGap={24}
          />
          <YAxis allowDecimals={false} width={40} tick={look.TICK} axisLine={false} tickLine={false} />
          {causes.map(({ cause }) => (
            <Bar
              key={cause}
              dataKey={(bar: CauseBar) => bar.counts[cause]}
              name={cause}
              stackId="a"
              fill={causeColour(cause)}
              isAnimationActive={false}
            />
          ))}
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--sunken)", opacity: 0.6 }}
            content={({ payload }) => {
              const bar = payload?.[0]?.payload as CauseBar | undefined;
              if (!bar) return null;
              return (
                <Tip title={slot.full(bar)}>
                  {causes.map(({ cause }) =>
                    bar.counts[cause] ? (
                      <TipLine
                        key={cause}
                        name={t(`causes.${cause}`)}
                        value={words.count(bar.counts[cause])}
                      />
                    ) : null,
                  )}
                </Tip>
              );
            }}
          />
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
