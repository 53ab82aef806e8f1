import { many } from "@/db/rows";
import { ageTooth } from "@/lib/contract/series";
import { type MetricQuery, POINTS_MAX } from "./range";

/**
 * The age of the data as the teeth of a saw. Thinner than a pixel, the highest tooth of each part of the range stands
 * for all of its teeth. Before the first refresh there is none.
 */
export const age: MetricQuery<"age"> = (sql, { slug, from, to }) =>
  many(
    ageTooth,
    sql`
    with asked as (
      select v.id as view_id, ${from}::timestamptz as since, ${to}::timestamptz as until
        from frescura.views v where v.slug = ${slug}
    ), tooth as (
      select a.view_id, s.*,
             least(greatest(ceil(extract(epoch from s.ended_at - a.since)
                                 / nullif(extract(epoch from a.until - a.since), 0) * ${POINTS_MAX}::integer), 1),
                   ${POINTS_MAX}::integer) as part
        from asked a cross join lateral frescura.staleness(a.view_id, a.since, a.until) s
    ), ranked as (
      select t.*, count(*) over (partition by t.part) as teeth,
             row_number() over (partition by t.part order by t.ended_at - t.data_as_of desc, t.ended_at desc) as place
        from tooth t
    )
    select r.began_at as at, floor(extract(epoch from r.began_at - r.data_as_of))::integer as age_seconds,
           r.ended_at as until, floor(extract(epoch from r.ended_at - r.data_as_of))::integer as peak_seconds,
           l.trigger_type, l.id as refresh_id, r.teeth as refreshes
      from ranked r
      left join lateral (
        select l.id, l.trigger_type from frescura.good_refreshes(r.view_id) l
         where l.refresh_completed_at = r.began_at
         order by l.id desc limit 1) l on true
     where r.place = 1
     order by r.began_at`,
  );
