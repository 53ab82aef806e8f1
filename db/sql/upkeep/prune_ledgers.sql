create or replace function frescura.prune_ledgers(p_batch integer default 10000) returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view record;
  v_left bigint := p_batch;
  v_count bigint;
begin
  for v_view in
    select t.view_id, t.baseline_refresh_id, v.slug
      from frescura.tracking t join frescura.views v on v.id = t.view_id
     where t.baseline_snapshot is not null and t.baseline_refresh_id is distinct from t.pruned_refresh_id
     order by t.view_id
  loop
    begin
      v_count := frescura.prune_ledger(v_view.slug, v_left::integer);
    exception when others then
      -- What is wrong with one ledger must not let the others grow.
      raise warning 'the ledger of % could not be pruned: %', v_view.slug, sqlerrm using errcode = sqlstate;
      continue;
    end;
    if v_count < v_left then
      -- Until a refresh brings more of it into the view.
      update frescura.tracking set pruned_refresh_id = v_view.baseline_refresh_id where view_id = v_view.view_id;
    end if;
    v_left := v_left - v_count;
    exit when v_left = 0;
  end loop;
  return p_batch - v_left;
end
$$;

comment on function frescura.prune_ledgers(integer) is
'Removes from all ledgers up to p_batch rows that refreshes have brought into their views since they were last pruned '
'(frescura.prune_ledger), and returns how many: call it until that is less than the batch. One that cannot be '
'pruned is warned of and stops no other.';
