create or replace function public.mv_untrack(p_view text) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := public.mv_view_id(p_view);
  s public.mv_view_sources;
begin
  execute format('drop view if exists %s', (select live_view from public.mv_tracking where view_id = v_view_id));
  delete from public.mv_tracking where view_id = v_view_id;
  for s in update public.mv_view_sources set view_key = null, lookup = null where view_id = v_view_id returning * loop
    perform public.mv_make_capture(s.id);
  end loop;
  execute format('drop table if exists public.%I', 'mv_ledger_' || v_view_id);
end
$$;

comment on function public.mv_untrack(text) is
'Stops tracking the writes of a view (slug or name) and drops its ledger and live view; high-impact events go on.';
