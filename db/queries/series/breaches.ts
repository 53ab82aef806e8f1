import { many } from "@/db/rows";
import { breachSpan } from "@/lib/contract/series";
import { type MetricQuery, POINTS_MAX } from "./range";

/** When the data was older than its SLA, oldest first; breaches too close to be told apart are one, which counts them. */
export const breaches: MetricQuery<"breaches"> = (sql, { slug, from, to }) =>
  many(
    breachSpan,
    sql`
    with asked as (
      select v.id as view_id, ${from}::timestamptz as since, ${to}::timestamptz as until,
             frescura.setting('breach_min')::interval as shortest
        from frescura.views v where v.slug = ${slug}
    ), breach as (
      -- An hourly schedule is over an hourly target for as long as its refresh takes: that is not worth a mark.
      select l.began_at as b0, l.ended_at as b1, (a.until - a.since) / ${POINTS_MAX}::integer as pixel
        from asked a cross join lateral frescura.late_spans(a.view_id, a.since, a.until) l
       where l.ended_at - l.began_at >= a.shortest
    ), near as (
      select b.*, sum(case when b.b0 <= b.before + b.pixel then 0 else 1 end) over (order by b.b0) as part
        from (select *, lag(b1) over (order by b0) as before from breach) b
    )
    select min(b0) as began_at, max(b1) as ended_at, count(*) as breaches from near group by part order by 1`,
  );
