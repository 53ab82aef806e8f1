create or replace function public.mv_move_in() returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- The first refresh after a restore does it; another one waits here, and then finds it done.
  perform from public.mv_settings where key = 'home' for update;
  if not public.mv_moved() then
    return;
  end if;
  update public.mv_refresh_log set view_oid = null where view_oid is not null;
  update public.mv_tracking
     set vouched_snapshot = null, vouched_at = null, vouched_oid = null, vouched_refresh_id = null;
  update public.mv_settings set value = to_jsonb(public.mv_home()), updated_at = clock_timestamp() where key = 'home';
end
$$;

comment on function public.mv_move_in() is
'After a restore into another server: lets no attempt of the log and no vouched snapshot speak for a view any more, so that each is unknown until it is refreshed here. Called by the first refresh, in its transaction.';
