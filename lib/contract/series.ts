import { z } from "zod";
import { DAY_MS } from "@/lib/duration";
import { RANGE_MIN_MS } from "@/lib/range";
import { BUSINESS_TIME_ZONE_DEFAULT, isTimeZone } from "@/lib/time-zone";
import { historyQuery } from "./history";
import { timestamp } from "./timestamp";
import { viewName } from "./view";

const count = z.int().nonnegative();

const RANGE_MAX_MS = 366 * DAY_MS;

const timeZone = z
  .string()
  .refine(isTimeZone, `time_zone is not an IANA time zone such as ${BUSINESS_TIME_ZONE_DEFAULT}`);

/** Query of `GET /api/v1/mv/metrics/series`: the last hours, or a range. */
export const seriesQuery = z
  .object({
    view: viewName,
    hours: historyQuery.shape.hours,
    /** Both or neither. */
    from: timestamp.optional(),
    to: timestamp.optional(),
    /** Whose days the bars are. */
    time_zone: timeZone.default("UTC"),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    error: "from and to go together",
    path: ["from"],
  })
  .refine(
    ({ from, to }) => {
      if (!from || !to) return true;
      const span = Date.parse(to) - Date.parse(from);
      return span >= RANGE_MIN_MS && span <= RANGE_MAX_MS;
    },
    { error: "from is at least ten minutes, and at most a year, before to", path: ["from"] },
  );

/**
 * A tooth of the saw that the age of a view's data is: at the moment `at` readers began to see data of `age_seconds`,
 * which grew until `until`. The refresh behind it is null where that lies before the range.
 */
export const ageTooth = z.object({
  at: timestamp,
  age_seconds: count,
  until: timestamp,
  peak_seconds: count,
  trigger_type: z.string().nullable(),
  refresh_id: z.int().nullable(),
  /** How many teeth this one stands for: the highest of them. */
  refreshes: z.int().positive(),
});
export type AgeTooth = z.infer<typeof ageTooth>;

/** A time over the target; `breaches` where several lie too close to be told apart. */
export const breachSpan = z.object({
  began_at: timestamp,
  ended_at: timestamp,
  breaches: z.int().positive(),
});

/** A refresh, or the slowest of `attempts` that ended alike. */
export const durationPoint = z.object({
  at: timestamp,
  duration_ms: count,
  status: z.enum(["completed", "failed"]),
  trigger_type: z.string(),
  refresh_id: z.int(),
  attempts: z.int().positive(),
});
export type DurationPoint = z.infer<typeof durationPoint>;

/** Refreshes of an hour, a quarter of a day or a day; null counts where none ended. */
export const refreshSlot = z.object({
  from_at: timestamp,
  to_at: timestamp,
  total_refreshes: count.nullable(),
  successful: count.nullable(),
  failed: count.nullable(),
  avg_duration_ms: count.nullable(),
  max_duration_ms: count.nullable(),
});
export type RefreshSlot = z.infer<typeof refreshSlot>;

/**
 * High-impact events written in an hour, a quarter of a day or a day: how long they took from their write to where
 * readers saw them; null where all of them still wait.
 */
export const visiblePoint = z.object({
  from_at: timestamp,
  to_at: timestamp,
  visible: count,
  waiting: count,
  median_seconds: z.number().nullable(),
  p95_seconds: z.number().nullable(),
});
export type VisiblePoint = z.infer<typeof visiblePoint>;

/** The metrics of a view over a range, each at most some hundred points, units last in their names. */
const metrics = z.object({
  age: z.array(ageTooth),
  breaches: z.array(breachSpan),
  durations: z.array(durationPoint),
  /** Between which durations four of five refreshes lie; null for fewer than five. */
  usual_ms: z.object({ low: count, high: count }).nullable(),
  slots: z.array(refreshSlot),
  time_to_visible: z.array(visiblePoint),
});
export type SeriesMetrics = z.infer<typeof metrics>;
export type MetricName = keyof SeriesMetrics;

/** Answer of `GET /api/v1/mv/metrics/series`: what the charts of a view show. */
export const seriesAnswer = z.object({
  view: z.string(),
  from: timestamp,
  to: timestamp,
  sla_seconds: count,
  ...metrics.shape,
});
export type SeriesAnswer = z.infer<typeof seriesAnswer>;

/** A view's last 24 hours of the clock, oldest first. */
export const viewBrief = z.object({
  slug: z.string(),
  /** The oldest that its data was in each hour, in seconds; null before its first refresh. */
  ages: z.array(count.nullable()),
  /** Failed refreshes in each hour. */
  failed: z.array(count),
  observed_seconds: count.nullable(),
  missed_seconds: count.nullable(),
  attained_percent: z.number().nullable(),
  /** The share that is promised. */
  target_percent: z.number(),
});
export type ViewBrief = z.infer<typeof viewBrief>;

/** Answer of `GET /api/v1/mv/metrics/brief`. */
export const briefAnswer = z.object({ views: z.array(viewBrief) });
export type BriefAnswer = z.infer<typeof briefAnswer>;
