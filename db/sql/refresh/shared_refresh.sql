create or replace function frescura.shared_refresh(p_view_id bigint, p_arrived bigint)
returns frescura.refresh_log
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  -- A failure answers too, or a crowd would fail one after the other; an attempt that was cancelled or killed answers
  -- nobody.
  select l from frescura.refresh_log l
   where l.view_id = p_view_id and l.start_ticket > p_arrived
     and (l.status = 'completed' or (l.status = 'failed' and l.error_code not like '57%'))
   order by l.start_ticket desc
   limit 1
$$;

comment on function frescura.shared_refresh(bigint, bigint) is
'The latest ended refresh of a view (id in frescura.views) that began after the request with that ticket arrived, so '
'that it answers the request; null where there is none.';
