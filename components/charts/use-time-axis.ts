"use client";

import { AXIS_LINE, TICK, X_HEIGHT } from "@/components/charts/theme";
import { useWords } from "@/components/data/use-words";
import { timeTicks } from "@/lib/charts/ticks";
import { HOUR_MS } from "@/lib/duration";

/** The time axis that the charts of a page share. */
export function useTimeAxis(from: number, now: number, timeZone: string | undefined) {
  const words = useWords();
  const span = now - from;
  const short = span <= 36 * HOUR_MS;
  return {
    dataKey: "at",
    type: "number",
    scale: "time",
    domain: [from, now] as [number, number],
    ticks: timeTicks(from, now, timeZone),
    tickFormatter: (value: number) => (short ? words.minute(value) : words.day(value)),
    tick: TICK,
    axisLine: AXIS_LINE,
    tickLine: AXIS_LINE,
    minTickGap: 16,
    height: X_HEIGHT,
    allowDataOverflow: true,
  } as const;
}
