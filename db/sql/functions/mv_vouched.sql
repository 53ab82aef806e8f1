create or replace function public.mv_vouched(p_view_id bigint) returns pg_snapshot
language sql stable parallel safe security definer set search_path = pg_catalog, public, pg_temp
as $$
  select vouched_snapshot from public.mv_tracking where view_id = p_view_id
$$;

comment on function public.mv_vouched(bigint) is
'The snapshot that a tracked view (id in mv_views) contains, for live views made by earlier versions; whether it may be relied on says mv_live_state, by the same snapshot of the query that asks.';

revoke all on function public.mv_vouched(bigint) from public;
