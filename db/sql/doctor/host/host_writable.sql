create or replace function frescura.host_writable()
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case f.code when 'primary' then 'ok' else 'error' end, jsonb_build_object('code', f.code),
         case f.code
           when 'primary' then 'The database takes writes.'
           when 'standby' then 'This is a standby: it can be read, and nothing is refreshed here.'
           else 'Transactions are read-only by default, as hosts set it when a disk is full: nothing is refreshed.' end,
         case f.code
           when 'standby' then '-- let DATABASE_URL name the primary'
           when 'read_only' then format('-- once its cause is gone: alter database %I reset '
                                        'default_transaction_read_only', current_database()) end
    from (select case when pg_is_in_recovery() then 'standby'
                      when current_setting('default_transaction_read_only')::boolean then 'read_only'
                      else 'primary' end as code) f
$$;

comment on function frescura.host_writable() is
'A fact of frescura.host: whether the database takes writes. detail: code (primary, standby, read_only).';
