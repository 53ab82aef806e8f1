create or replace function frescura.check_unmanaged(p_view_id bigint) returns void
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
begin
  if exists (select from frescura.managed() m where m.view_id = p_view_id) then
    raise exception 'the view is a managed table, which is nothing without its ledger'
      using errcode = 'object_not_in_prerequisite_state',
            hint = format('First make it a materialized view again: select frescura.set_strategy(%L, ''full'');',
                          (select v.slug from frescura.views v where v.id = p_view_id));
  end if;
end
$$;

comment on function frescura.check_unmanaged(bigint) is
'Raises object_not_in_prerequisite_state, with the cure, where a view (id in frescura.views) is a managed table: it '
'could not be refreshed any more without what is about to go.';
