create or replace function public.mv_unregister(p_view text) returns boolean
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := public.mv_view_id(p_view);
  v_live text := (select live_view from public.mv_tracking where view_id = v_view_id);
begin
  -- A refresh that runs ends first: it would log into nothing.
  perform pg_advisory_xact_lock(public.mv_lock_space(), v_view_id::integer);
  perform public.mv_drop_capture(s.id) from public.mv_view_sources s where s.view_id = v_view_id;
  if v_live is not null then
    execute format('drop view if exists %s', v_live);
  end if;
  execute format('drop table if exists public.%I', 'mv_ledger_' || v_view_id);
  delete from public.mv_views where id = v_view_id;
  return found;
end
$$;

comment on function public.mv_unregister(text) is
'Forgets a view (slug or name): its settings, schedules, log, events, service levels and audits; its capture triggers, ledger and live view are dropped. The materialized view itself stays as it is. Waits for a refresh of it that runs. Raises undefined_object for a view that is not registered, dependent_objects_still_exist where something reads its live view.';
