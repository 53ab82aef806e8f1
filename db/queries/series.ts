import { z } from "zod";
import type { Executor } from "@/db/client";
import { date } from "@/db/row-types";
import { many, one } from "@/db/rows";
import { slotHours } from "@/lib/charts/slots";
import {
  ageTooth,
  breachSpan,
  durationPoint,
  refreshSlot,
  type SeriesAnswer,
  type ViewBrief,
  viewBrief,
} from "@/lib/contract/series";
import { HOUR_MS } from "@/lib/duration";

/** What a view's charts are asked for. */
export interface SeriesRange {
  slug: string;
  /** From and to; both null: the last hours. */
  from: string | null;
  to: string | null;
  hours: number;
  timeZone: string;
}

const DAY_HOURS = 24;

/** What the charts of a view show, reduced in the database to what they can draw. */
export async function series(sql: Executor, range: SeriesRange): Promise<SeriesAnswer> {
  const asked = await one(
    z.object({ from: date, to: date, sla_seconds: z.int() }),
    sql`
    select coalesce(${range.from}::timestamptz, t - make_interval(hours => ${range.hours})) as from,
           coalesce(${range.to}::timestamptz, t) as to,
           (select sla_seconds from frescura.views where slug = ${range.slug}) as sla_seconds
      from clock_timestamp() t`,
  );
  const { from, to } = asked;
  const hours = slotHours((to.getTime() - from.getTime()) / HOUR_MS);
  const [age, breaches, durations, usual, slots] = await Promise.all([
    many(ageTooth, sql`select * from frescura.age_series(${range.slug}, ${from}, ${to})`),
    many(breachSpan, sql`select * from frescura.breach_series(${range.slug}, ${from}, ${to})`),
    many(durationPoint, sql`select * from frescura.duration_series(${range.slug}, ${from}, ${to})`),
    one(
      z.object({ low: z.int().nullable(), high: z.int().nullable() }),
      sql`select low_ms as low, high_ms as high from frescura.usual_duration(${range.slug}, ${from}, ${to})`,
    ),
    many(
      refreshSlot,
      sql`select * from frescura.refresh_series(${range.slug}, ${from}, ${to}, ${hours}, ${range.timeZone})`,
    ),
  ]);
  return {
    view: range.slug,
    from: from.toISOString(),
    to: to.toISOString(),
    sla_seconds: asked.sla_seconds,
    age,
    breaches,
    durations,
    usual_ms: usual.low === null || usual.high === null ? null : { low: usual.low, high: usual.high },
    slots,
  };
}

/** Every view's last 24 hours of the clock. */
export async function dayInBrief(sql: Executor): Promise<ViewBrief[]> {
  return await many(
    viewBrief,
    sql`
      select slug, to_jsonb(ages) as ages, to_jsonb(failed) as failed, observed_seconds, missed_seconds, attained_percent::float8
        from frescura.day_in_brief(${DAY_HOURS})`,
  );
}
