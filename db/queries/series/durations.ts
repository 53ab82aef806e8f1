import { many } from "@/db/rows";
import { durationPoint } from "@/lib/contract/series";
import { type MetricQuery, POINTS_MAX } from "./range";

/**
 * How long refreshes took, oldest first. Where they are more than can be drawn, each row is the slowest of those that
 * ended alike in a part of the range: failures are never hidden behind successes.
 */
export const durations: MetricQuery<"durations"> = (sql, { slug, from, to }) =>
  many(
    durationPoint,
    sql`
    with asked as (
      select v.id as view_id, ${from}::timestamptz as since, ${to}::timestamptz as until
        from frescura.views v where v.slug = ${slug}
    ), ended as (
      select l.refresh_started_at as at, l.refresh_duration_ms as ms, l.status, l.trigger_type, l.id,
             case when count(*) over () <= ${POINTS_MAX}::integer then l.id
                  else floor(extract(epoch from l.refresh_started_at - a.since)
                             / extract(epoch from a.until - a.since) * ${POINTS_MAX}::integer)::bigint end as part
        from asked a join frescura.refresh_log l on l.view_id = a.view_id
       where l.status in ('completed', 'failed') and l.refresh_duration_ms is not null
         and l.created_at >= a.since - interval '1 day'
         and l.refresh_started_at >= a.since and l.refresh_started_at <= a.until
    ), ranked as (
      select e.*, count(*) over (partition by e.part, e.status) as attempts,
             row_number() over (partition by e.part, e.status order by e.ms desc, e.id desc) as place
        from ended e
    )
    select r.at, r.ms as duration_ms, r.status, r.trigger_type, r.id as refresh_id, r.attempts
      from ranked r where r.place = 1 order by r.at`,
  );
