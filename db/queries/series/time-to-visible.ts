import { many } from "@/db/rows";
import { visiblePoint } from "@/lib/contract/series";
import type { MetricQuery } from "./range";
import { slotsOf } from "./slots";

/**
 * How long high-impact events took from their write to where readers saw them, per slot of the write, oldest first. One
 * that waits counts as waiting, not as fast; slots without events have no row.
 */
export const timeToVisible: MetricQuery<"time_to_visible"> = (sql, range) =>
  many(
    visiblePoint,
    sql`
    with asked as (
      select v.id as view_id, ${range.from}::timestamptz as since, ${range.to}::timestamptz as until
        from frescura.views v where v.slug = ${range.slug}
    ), event as (
      select t.created_at, t.processed_at is null as waits,
             extract(epoch from l.refresh_completed_at - t.created_at) as seconds
        from asked a join frescura.refresh_triggers t on t.view_id = a.view_id
        left join frescura.refresh_log l on l.id = t.refresh_id
       where t.refresh_requested and t.operation <> 'request'
         and t.created_at >= a.since and t.created_at <= a.until and (t.processed_at is null or l.id is not null)
    )
    select s.b0 as from_at, s.b1 as to_at, count(e.seconds) as visible, count(*) filter (where e.waits) as waiting,
           percentile_cont(0.5) within group (order by e.seconds) as median_seconds,
           percentile_cont(0.95) within group (order by e.seconds) as p95_seconds
      from (${slotsOf(sql, range)}) s join event e on e.created_at >= s.b0 and e.created_at < s.b1
     group by s.b0, s.b1 order by s.b0`,
  );
