create or replace function frescura.seen_above(p_view_id bigint)
returns table (refresh_id bigint, snapshot pg_snapshot, kept boolean)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select g.id, (s.step ->> 'snapshot')::pg_snapshot,
         v.enabled and g.created_at > clock_timestamp() - frescura.setting_or('chain_keep', '7 days')::interval
    from frescura.views v
   cross join lateral (
     select l.id, l.created_at, l.lineage from frescura.good_refreshes(v.id) l
      order by l.refresh_started_at desc limit 1) g
   cross join lateral jsonb_array_elements(g.lineage) s (step)
   where (s.step ->> 'view_id')::bigint = p_view_id and s.step ? 'snapshot' and not s.step ? 'pruned'
$$;

comment on function frescura.seen_above(bigint) is
'What the views above a view (id in frescura.views) saw of it in their last good refreshes: the refresh of theirs, '
'the snapshot of the one that it saw, and whether what came since is kept for it: for enabled views that were '
'refreshed within frescura.setting chain_keep (7 days).';
