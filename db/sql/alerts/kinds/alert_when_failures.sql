create or replace function frescura.alert_when_failures()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  -- By the time of the attempts, which is indexed: this is asked every few seconds, over a log of months.
  select v.id, jsonb_build_object('in_a_row', f.n, 'error_code', f.codes[1])
    from frescura.views v
    left join lateral (select l.created_at from frescura.refresh_log l where l.view_id = v.id and l.status = 'completed'
                        order by l.refresh_started_at desc limit 1) done on true
    cross join lateral (
      select count(*) as n, array_agg(l.error_code order by l.id desc) as codes from frescura.refresh_log l
       where l.view_id = v.id and l.status = 'failed' and l.cancelled_by is null
         and l.created_at > coalesce(done.created_at, '-infinity')) f
   where f.n >= (select frescura.setting('alert_failures')::integer)
$$;

comment on function frescura.alert_when_failures() is
'Views of which the last refreshes failed, as many as frescura.setting says (alert_failures); in detail: how many in a '
'row, and the SQLSTATE of the last.';
