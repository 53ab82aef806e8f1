create or replace function frescura.untrack(p_view text) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_live oid := frescura.live_oid(v_view_id);
  s frescura.view_sources;
begin
  if v_live is not null then
    execute format('drop view %s', v_live::regclass);
  end if;
  delete from frescura.tracking where view_id = v_view_id;
  for s in update frescura.view_sources set view_key = null, lookup = null where view_id = v_view_id returning * loop
    perform frescura.make_lookup(s.id);
    -- Renamed, its table is still known by the triggers on it; dropped, they went with it.
    if frescura.follow_source(s.id) is null then
      perform frescura.drop_capture(s.id);
    else
      perform frescura.make_capture(s.id);
    end if;
  end loop;
  execute format('drop table if exists frescura.%I', 'ledger_' || v_view_id);
end
$$;

comment on function frescura.untrack(text) is
'Stops tracking the writes of a view (slug or name) and drops its ledger and the live view that we made; high-impact '
'events go on. A source that was renamed since is called by its new name from then on; of one that was dropped what is '
'left goes.';
