import type { Executor } from "@/db/client";
import { many } from "@/db/rows";
import { type ViewBrief, viewBrief } from "@/lib/contract/series";

const DAY_HOURS = 24;

/** Every registered view over the last 24 hours of the clock, the current one included, oldest hour first. */
export async function dayInBrief(sql: Executor): Promise<ViewBrief[]> {
  return await many(
    viewBrief,
    sql`
    with asked as (
      select date_trunc('hour', clock_timestamp()) - make_interval(hours => ${DAY_HOURS - 1}) as since,
             clock_timestamp() as until
    ), hour as (
      select n, a.since + make_interval(hours => n) as h0,
             least(a.since + make_interval(hours => n + 1), a.until) as h1
        from asked a cross join generate_series(0, ${DAY_HOURS - 1}::integer) n
    ), span as (
      select v.id, s.*
        from frescura.views v cross join asked a cross join lateral frescura.staleness(v.id, a.since, a.until) s
    ), oldest as (
      select s.id, h.n, max(extract(epoch from least(s.ended_at, h.h1) - s.data_as_of))::integer as age
        from span s join hour h on s.began_at < h.h1 and s.ended_at > h.h0 group by s.id, h.n
    ), attained as (
      select s.id, sum(extract(epoch from s.ended_at - s.began_at)) as observed,
             coalesce(sum(s.late_seconds), 0) as missed
        from span s group by s.id
    ), failure as (
      select l.view_id as id, floor(extract(epoch from l.refresh_started_at - a.since) / 3600)::integer as n,
             count(*)::integer as failed
        from asked a join frescura.refresh_log l on l.created_at >= a.since and l.refresh_started_at >= a.since
          and l.status = 'failed'
       group by 1, 2
    )
    select v.slug, jsonb_agg(o.age order by h.n) as ages, jsonb_agg(coalesce(f.failed, 0) order by h.n) as failed,
           t.observed::integer as observed_seconds, t.missed::integer as missed_seconds,
           round(100 * (1 - t.missed / nullif(t.observed, 0)), 1)::float8 as attained_percent,
           frescura.setting('target_percent')::float8 as target_percent
      from frescura.views v cross join hour h
      left join oldest o on o.id = v.id and o.n = h.n
      left join failure f on f.id = v.id and f.n = h.n
      left join attained t on t.id = v.id
     group by v.id, v.slug, t.observed, t.missed order by v.id`,
  );
}
