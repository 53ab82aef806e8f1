create or replace function frescura.doctor_check_long_transactions(p_view_id bigint, p_long interval)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning',
         jsonb_build_object('code', x.code, 'role', a.usename, 'pid', a.pid::text, 'open_seconds',
                            floor(extract(epoch from clock_timestamp() - a.xact_start))),
         format('A transaction of %s (pid %s) has been open for %s: %s.', a.usename, a.pid,
                date_trunc('second', clock_timestamp() - a.xact_start),
                case x.code
                  when 'skipped' then 'it has read the view, so a plain refresh is skipped until it ends'
                  when 'waiting' then 'it has read the view, so a plain refresh waits for it, and everyone queues '
                                      'behind'
                  else 'rows that refreshes replace cannot be cleaned up, and the view grows' end),
         format('select pg_terminate_backend(%s);', a.pid)
    from frescura.views v cross join lateral frescura.locate(v.id) at
    join pg_stat_activity a on a.datname = current_database()
   cross join lateral (
     select case when not exists (select from pg_locks k where k.pid = a.pid and k.relation = at.view_oid)
                   then 'growing'
                 when v.on_long_transaction = 'skip' then 'skipped' else 'waiting' end) x (code)
   where v.id = p_view_id and at.view_oid is not null and a.pid <> pg_backend_pid()
     and a.backend_type = 'client backend' and a.xact_start < clock_timestamp() - p_long
$$;

comment on function frescura.doctor_check_long_transactions(bigint, interval) is
'A check of frescura.doctor: whether a transaction that is open for longer than p_long stands in the way of a '
'registered view (id in frescura.views). detail: code (waiting or skipped: refreshes of a view that it has read; '
'growing: what it has not read), role, pid, open_seconds.';
