create or replace function frescura.last_good(p_view_id bigint, p_view_oid oid)
returns setof frescura.refresh_log
language sql stable
as $$
  select l.* from frescura.good_refreshes(p_view_id) l
   where l.view_oid = p_view_oid and not (select frescura.is_restored())
   order by l.refresh_started_at desc limit 1
$$;

comment on function frescura.last_good(bigint, oid) is
'The last good refresh (frescura.good_refreshes) of a view (id in frescura.views) as the object with that oid: its '
'start is the moment as of which the data is. No row where there was none, or after a restore (frescura.is_restored). '
'Whether the view is populated, frescura.locate tells.';
