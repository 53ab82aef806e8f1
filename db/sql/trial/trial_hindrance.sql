create or replace function frescura.trial_hindrance(p_view_id bigint, p_source regclass, p_choice boolean) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case
    when not p_choice then 'declined'
    when pg_is_in_recovery() or current_setting('transaction_read_only')::boolean then 'read_only'
    when p_choice is null and frescura.foreign_triggers(p_source) <> '{}' then 'triggers'
    when not has_table_privilege(p_source, 'select')
      or not (has_table_privilege(p_source, 'insert') or has_table_privilege(p_source, 'update')
              or has_table_privilege(p_source, 'delete')) then 'no_right'
    when p_choice is null
     and (select frescura.estimated_rows(c.oid) > frescura.setting_or('trial_view_rows', '100000')::float8
                 or (select sum(frescura.estimated_rows(m))
                              > frescura.setting_or('trial_source_rows', '1000000')::float8
                       from frescura.base_relations(at.view_oid) b cross join lateral frescura.family(b.relation) m)
            from frescura.locate(p_view_id) at join pg_class c on c.oid = at.view_oid) then 'too_large' end
$$;

comment on function frescura.trial_hindrance(bigint, regclass, boolean) is
'Why no trial writes are made to a source of a view (id in frescura.views), null where they are: declined (p_choice '
'false), read_only (a standby, or a transaction that may not write), triggers (somebody else''s would be set off: '
'frescura.foreign_triggers), no_right (to write there), too_large (the view '
'has more rows than the setting trial_view_rows, by default 100000, or its tables than trial_source_rows, by '
'default a million: each write has the definition computed). With p_choice true neither triggers nor size '
'count.';
