create or replace function frescura.refresh_metrics_of(
  p_view text default null, p_hours integer default 24, p_without bigint[] default '{}')
returns table (hour timestamptz, total_refreshes bigint, successful bigint, failed bigint,
               avg_duration_ms bigint, max_duration_ms bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select date_trunc('hour', e.at), sum(e.successful + e.failed)::bigint, sum(e.successful)::bigint,
         sum(e.failed)::bigint, round(sum(e.duration_ms_sum) / nullif(sum(e.successful), 0))::bigint,
         max(e.duration_ms_max)::bigint
    from frescura.ended_refreshes e
   where (p_view is null or e.view_id = (select frescura.view_id(p_view)))
     and e.view_id <> all (p_without)
     and e.at > clock_timestamp() - make_interval(hours => p_hours)
   group by 1 order by 1 desc
$$;

comment on function frescura.refresh_metrics_of(text, integer, bigint[]) is
'frescura.refresh_metrics over the last p_hours hours, for one view (slug or name) or for all without some (ids), '
'newest hour first; hours without a refresh have no row.';
