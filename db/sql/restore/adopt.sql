create or replace function frescura.adopt() returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- The first refresh after a restore does it; another one waits here, and then finds it done.
  perform from frescura.settings where key = 'system_id' for update;
  if not frescura.is_restored() then
    return;
  end if;
  update frescura.refresh_log set view_oid = null where view_oid is not null;
  update frescura.tracking
     set baseline_snapshot = null, baseline_at = null, baseline_oid = null, baseline_refresh_id = null,
         live_oid = frescura.live_oid(view_id);
  update frescura.settings set value = to_jsonb(frescura.system_id()), updated_at = clock_timestamp()
    where key = 'system_id';
end
$$;

comment on function frescura.adopt() is
'After a restore into another server: lets no attempt of the log and no baseline snapshot speak for a view any more, '
'so that each is unknown until it is refreshed here. Called by the first refresh, in its transaction.';
