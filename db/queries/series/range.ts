import type { Executor } from "@/db/client";
import type { MetricName, SeriesMetrics } from "@/lib/contract/series";

/** A view and a range of time, as a chart shows them. */
export interface MetricRange {
  slug: string;
  from: Date;
  to: Date;
  /** Hours of the bars; see `slotHours`. */
  slotHours: number;
  /** Whose days the bars are. */
  timeZone: string;
}

/** What a metric asks the database: some hundred points at most, however long the range. */
export type MetricQuery<Name extends MetricName> = (
  sql: Executor,
  range: MetricRange,
) => Promise<SeriesMetrics[Name]>;

/** Into how many parts a range is cut where it holds more than can be drawn. */
export const POINTS_MAX = 240;
