import { HOUR_MS } from "@/lib/duration";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const AGE_STEPS = [
  1,
  5,
  10,
  15,
  30,
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  10 * DAY,
];

/** Round marks for an axis of ages in seconds, from zero to at least `most`, four or five of them. */
export function ageTicks(most: number): number[] {
  const step = AGE_STEPS.find((candidate) => most / candidate <= 5) ?? Math.ceil(most / 5 / DAY) * DAY;
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Minutes between the marks of a time axis, by the hours that it spans at most. */
const TIME_STEPS = [
  [1, 10],
  [3, 30],
  [8, 60],
  [12, 120],
  [36, 240],
  [192, 1440],
  [384, 2880],
] as const;
const TIME_STEP_MAX = 7200;

/** Marks for a time axis: whole hours or midnights of the viewer's zone, few enough to read. */
export function timeTicks(from: number, now: number, timeZone: string | undefined): number[] {
  const hours = (now - from) / HOUR_MS;
  const minutes = TIME_STEPS.find(([most]) => hours <= most)?.[1] ?? TIME_STEP_MAX;
  const [step, grain] = [minutes * 60_000, Math.min(minutes, 60) * 60_000];
  const parts = new Intl.DateTimeFormat("en", { timeZone, hour: "2-digit", hourCycle: "h23" });
  const ticks: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let at = Math.ceil(from / grain) * grain; at <= now; at += grain) {
    const hour = Number(parts.format(at));
    const round = minutes <= 60 || (minutes < 1440 ? hour % (minutes / 60) === 0 : hour === 0);
    // An hour less: a day on which the clocks change has 23.
    if (round && at - last >= (minutes <= 60 ? step : step - HOUR_MS)) {
      ticks.push(at);
      last = at;
    }
  }
  return ticks;
}
