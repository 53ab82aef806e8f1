create or replace function frescura.first_containing(p_view_id bigint, p_xid xid8, p_source oid default null)
returns setof frescura.refresh_log
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select l.* from frescura.good_refreshes(p_view_id) l cross join lateral frescura.locate(p_view_id) at
   where l.view_oid = at.view_oid and at.populated and not (select frescura.is_restored())
     and (select frescura.untouched(p_view_id)) and frescura.contains(l, p_xid, p_source)
   order by l.refresh_started_at limit 1
$$;

comment on function frescura.first_containing(bigint, xid8, oid) is
'The first good refresh (frescura.good_refreshes) on record by which a view (id in frescura.views), as it stands now, '
'contains what a transaction wrote to a table (its oid; null: wherever), through all views between; no row while none '
'does, or while it was refreshed last by another hand.';
