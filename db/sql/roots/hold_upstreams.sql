create or replace function frescura.hold_upstreams(p_view oid) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_relation oid;
begin
  if not exists (select from frescura.base_relations(p_view) b where b.kind = 'm') then
    return;
  end if;
  for v_relation in
    select frescura.definer(p_view) union all
    select b.relation from frescura.base_relations(p_view) b where b.kind = 'v'
  loop
    -- Locks what the view reads, as its refresh is about to, and needs no right on it.
    perform pg_get_viewdef(v_relation);
  end loop;
end
$$;

comment on function frescura.hold_upstreams(oid) is
'Keeps the materialized views that a view (its oid) reads from being swapped by a plain refresh until the end of the '
'transaction, so that what frescura.lineage says of them is what a refresh then sees, or older. Waits for whoever '
'refreshes one plainly, as the refresh would.';
