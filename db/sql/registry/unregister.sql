create or replace function frescura.unregister(p_view text) returns boolean
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_live oid := frescura.live_oid(v_view_id);
begin
  -- A refresh that runs ends first: it would log into nothing.
  perform frescura.lock_view(v_view_id);
  perform frescura.check_unmanaged(v_view_id);
  perform frescura.drop_capture(s.id) from frescura.view_sources s where s.view_id = v_view_id;
  if v_live is not null then
    execute format('drop view %s', v_live::regclass);
  end if;
  execute format('drop table if exists frescura.%I', 'ledger_' || v_view_id);
  delete from frescura.locks where id = v_view_id;
  delete from frescura.views where id = v_view_id;
  return found;
end
$$;

comment on function frescura.unregister(text) is
'Forgets a view (slug or name): its settings, schedules, log, events, service levels and verifications; its capture '
'triggers, ledger and live view are dropped. The materialized view itself stays as it is. Waits for a refresh of it '
'that runs. Raises undefined_object for a view that is not registered, dependent_objects_still_exist where something '
'reads its live view, object_not_in_prerequisite_state for a managed table.';
