create or replace function frescura.refresh_stats(
  p_hours integer default 24, p_view text default null, p_without bigint[] default '{}',
  out total_refreshes bigint, out successful bigint, out failed bigint, out success_rate numeric,
  out avg_duration_ms bigint, out max_duration_ms bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(sum(e.successful + e.failed), 0)::bigint, coalesce(sum(e.successful), 0)::bigint,
         coalesce(sum(e.failed), 0)::bigint,
         round(100.0 * sum(e.successful) / nullif(sum(e.successful + e.failed), 0), 1),
         round(sum(e.duration_ms_sum) / nullif(sum(e.successful), 0))::bigint, max(e.duration_ms_max)::bigint
    from frescura.ended_refreshes e
   where (p_view is null or e.view_id = (select frescura.view_id(p_view)))
     and e.view_id <> all (p_without)
     and e.created_at > clock_timestamp() - make_interval(hours => p_hours)
$$;

comment on function frescura.refresh_stats(integer, text, bigint[]) is
'Ended refreshes of the last p_hours hours, of one view or of all without some (ids), pruned ones by their '
'hours: total_refreshes, successful, failed, success_rate in percent (null without any), avg_duration_ms and '
'max_duration_ms of the successful ones.';
