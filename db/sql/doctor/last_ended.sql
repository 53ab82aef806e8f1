create or replace function frescura.last_ended(p_view_id bigint) returns setof frescura.refresh_log
language sql stable rows 1 set search_path = pg_catalog, public, pg_temp
as $$
  select * from frescura.refresh_log
   where view_id = p_view_id and status in ('completed', 'failed') order by created_at desc limit 1
$$;

comment on function frescura.last_ended(bigint) is
'The latest attempt to refresh a view (id in frescura.views) that ended, well or not; no row before the first.';
