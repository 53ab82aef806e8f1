create or replace function frescura.prune_ledger(p_view text, p_batch integer default 10000) returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_state record;
  v_count bigint;
  v_held pg_snapshot[];
begin
  select * into v_state from frescura.baseline_status(v_view_id);
  if not v_state.known then
    -- After a restore the baseline snapshot counts transactions of another server.
    return 0;
  end if;
  -- A view above that saw an earlier refresh of this one lacks what came since. One that nobody keeps up, or has for
  -- days, is given up: it would hold the ledger for ever.
  update frescura.refresh_log l
     set lineage = (select jsonb_agg(case when (s.step ->> 'view_id')::bigint = v_view_id
                                          then s.step || '{"pruned": true}' else s.step end)
                      from jsonb_array_elements(l.lineage) s (step))
    from frescura.seen_above(v_view_id) a
   where l.id = a.refresh_id and not a.kept;
  v_held := array(select a.snapshot from frescura.seen_above(v_view_id) a where a.kept);
  execute format($q$
    with gone as (
    delete from frescura.%1$I where ctid = any(array(
      select ctid from frescura.%1$I
       where pg_visible_in_snapshot(xid, $1)
             and not exists (select from unnest($3) h where not pg_visible_in_snapshot(xid, h))
          -- Not begun here yet: noted by another server, before a restore.
          or (xid >= pg_snapshot_xmax(pg_current_snapshot()) and xid is distinct from pg_current_xact_id_if_assigned())
       limit $2 for update skip locked)) returning *
    ), folded as (%2$s)
    select count(*) from gone$q$,
    'ledger_' || v_view_id, frescura.fold_writes(v_view_id)) into v_count using v_state.baseline, p_batch, v_held;
  return v_count;
end
$$;

comment on function frescura.prune_ledger(text, integer) is
'Removes up to p_batch rows from the ledger of a view (slug or name) that its baseline snapshot contains, and what '
'views above have seen of it (frescura.seen_above), into sums per five minutes (frescura.write_history), and returns '
'how many. Readers with an older snapshot still see them. Nothing while it is not known what the view lacks. Call it '
'until it returns less than the batch.';
