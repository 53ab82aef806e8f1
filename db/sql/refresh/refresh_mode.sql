create or replace function frescura.refresh_mode(p_view oid, out mode text, out reason text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when r.reason is null then 'concurrent' else 'plain' end, r.reason
    from (select case
            when not c.relispopulated then 'unpopulated'
            when frescura.key_columns(p_view) is null then 'no_unique_index'
            when not has_database_privilege(c.relowner, current_database(), 'temporary') then 'no_temporary'
            end as reason
            from pg_class c where c.oid = p_view) r
$$;

comment on function frescura.refresh_mode(oid) is
'How a materialized view (its oid) can be refreshed now: mode concurrent, or plain, so that readers wait, with the '
'reason: unpopulated (a first refresh cannot be concurrent), no_unique_index (over plain columns without WHERE, which '
'a concurrent refresh needs), no_temporary (its owner may not make temporary tables, which it needs, too).';
