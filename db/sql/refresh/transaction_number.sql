create or replace function frescura.transaction_number(p_later integer default 0) returns text
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  select concat_ws('/', split_part(l.virtualtransaction, '/', 1),
                   split_part(l.virtualtransaction, '/', 2)::bigint + p_later)
    from pg_locks l where l.pid = pg_backend_pid() and l.locktype = 'virtualxid' and l.granted limit 1
$$;

comment on function frescura.transaction_number(integer) is
'The number of this transaction in its session, which counts each of them; p_later: that of one so many later.';
