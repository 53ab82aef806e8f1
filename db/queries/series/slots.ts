import type { Executor } from "@/db/client";
import { many } from "@/db/rows";
import { refreshSlot } from "@/lib/contract/series";
import type { MetricQuery, MetricRange } from "./range";

/** The slots of a range as SQL, from b0 to b1: cut in local time, so that a day has 23 hours where the clocks change. */
export const slotsOf = (sql: Executor, { from, to, slotHours, timeZone }: MetricRange) => sql`
  select b0, b1
    from generate_series(
      date_bin(make_interval(hours => ${slotHours}), ${from}::timestamptz at time zone ${timeZone},
               timestamp '2000-01-01'),
      ${to}::timestamptz at time zone ${timeZone}, make_interval(hours => ${slotHours})) b
    cross join lateral (
      select b at time zone ${timeZone} as b0, (b + make_interval(hours => ${slotHours})) at time zone ${timeZone} as b1
    ) s
   where b1 > b0`;

/**
 * Refreshes per slot, oldest first, with the durations of the successful ones. A slot without a refresh has null counts:
 * nothing ran, which is not a count of successes.
 */
export const slots: MetricQuery<"slots"> = (sql, range) =>
  many(
    refreshSlot,
    sql`
    with asked as (
      select v.id as view_id, ${range.from}::timestamptz as since, ${range.to}::timestamptz as until
        from frescura.views v where v.slug = ${range.slug}
    ), ended as (
      select e.* from asked a join frescura.ended_refreshes e on e.view_id = a.view_id
       where e.created_at >= a.since - interval '1 day'
         and e.at >= case when e.is_sum then date_trunc('hour', a.since) else a.since end and e.at <= a.until
    )
    select s.b0 as from_at, s.b1 as to_at, sum(e.successful + e.failed)::bigint as total_refreshes,
           sum(e.successful)::bigint as successful, sum(e.failed)::bigint as failed,
           round(sum(e.duration_ms_sum) / nullif(sum(e.successful), 0))::bigint as avg_duration_ms,
           max(e.duration_ms_max) as max_duration_ms
      from (${slotsOf(sql, range)}) s left join ended e on e.at >= s.b0 and e.at < s.b1
     group by s.b0, s.b1 order by s.b0`,
  );
