import { z } from "zod";
import type { Executor } from "@/db/client";
import { date } from "@/db/row-types";
import { one } from "@/db/rows";
import { slotHours } from "@/lib/charts/slots";
import type { MetricName, SeriesAnswer, SeriesMetrics } from "@/lib/contract/series";
import { HOUR_MS } from "@/lib/duration";
import { age } from "./age";
import { breaches } from "./breaches";
import { durations } from "./durations";
import type { MetricQuery, MetricRange } from "./range";
import { slots } from "./slots";
import { timeToVisible } from "./time-to-visible";
import { usual } from "./usual";

/** What answers each metric of the contract. */
const QUERIES: { [Name in MetricName]: MetricQuery<Name> } = {
  age,
  breaches,
  durations,
  usual_ms: usual,
  slots,
  time_to_visible: timeToVisible,
};

/** What a view's charts are asked for. */
export interface SeriesRange {
  slug: string;
  /** From and to; both null: the last hours. */
  from: string | null;
  to: string | null;
  hours: number;
  timeZone: string;
}

/** Every metric of a view, reduced in the database to what its chart can draw. */
export async function series(sql: Executor, asked: SeriesRange): Promise<SeriesAnswer> {
  const { slug, timeZone } = asked;
  const { from, to, sla_seconds } = await one(
    z.object({ from: date, to: date, sla_seconds: z.int() }),
    sql`
    select coalesce(${asked.from}::timestamptz, t - make_interval(hours => ${asked.hours})) as from,
           coalesce(${asked.to}::timestamptz, t) as to,
           (select sla_seconds from frescura.views where slug = ${slug}) as sla_seconds
      from clock_timestamp() t`,
  );
  const hours = (to.getTime() - from.getTime()) / HOUR_MS;
  const metrics = await metricsOf(sql, { slug, from, to, slotHours: slotHours(hours), timeZone });
  return { view: slug, from: from.toISOString(), to: to.toISOString(), sla_seconds, ...metrics };
}

async function metricsOf(sql: Executor, range: MetricRange): Promise<SeriesMetrics> {
  const answers = Object.entries(QUERIES).map(async ([name, query]) => [name, await query(sql, range)]);
  return Object.fromEntries(await Promise.all(answers));
}
