create or replace function frescura.refresh_metrics_of(p_view text default null, p_hours integer default 24)
returns table (hour timestamptz, total_refreshes bigint, successful bigint, failed bigint,
               avg_duration_ms bigint, max_duration_ms bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with ended as (
    select date_trunc('hour', l.refresh_started_at) as hour, (l.status = 'completed')::integer as successful,
           (l.status = 'failed')::integer as failed,
           case when l.status = 'completed' then l.refresh_duration_ms else 0 end as ms_sum,
           case when l.status = 'completed' then l.refresh_duration_ms end as ms_max
      from frescura.refresh_log l
     where l.status in ('completed', 'failed') and (p_view is null or l.view_id = (select frescura.view_id(p_view)))
       and l.refresh_started_at > clock_timestamp() - make_interval(hours => p_hours)
    union all
    select h.hour, h.successful, h.failed, h.duration_ms_sum, h.duration_ms_max from frescura.refresh_hourly h
     where h.successful + h.failed > 0 and (p_view is null or h.view_id = (select frescura.view_id(p_view)))
       and h.hour > clock_timestamp() - make_interval(hours => p_hours)
  )
  select e.hour, sum(e.successful + e.failed)::bigint, sum(e.successful)::bigint, sum(e.failed)::bigint,
         round(sum(e.ms_sum) / nullif(sum(e.successful), 0))::bigint, max(e.ms_max)::bigint
    from ended e group by e.hour order by e.hour desc
$$;

comment on function frescura.refresh_metrics_of(text, integer) is
'frescura.refresh_metrics over the last p_hours hours, for one view (slug or name) or for all, newest hour first; hours without a refresh have no row.';
