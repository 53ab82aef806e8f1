create or replace function frescura.failures_in_a_row(p_view_id bigint) returns bigint
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select count(*) from frescura.refresh_log l
   where l.view_id = p_view_id and l.status = 'failed' and l.trigger_type in ('cron', 'event')
     and l.cancelled_by is null
     and l.id > coalesce((select max(d.id) from frescura.good_refreshes(p_view_id) d), 0)
$$;

comment on function frescura.failures_in_a_row(bigint) is
'Scheduled and event refreshes of a view (id in frescura.views) that failed since the last one that completed, whoever '
'asked for that. Failures on demand do not count: a person sees them. Nor does what a person cancelled.';
