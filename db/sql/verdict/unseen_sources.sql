create or replace function frescura.unseen_sources(p_view_id bigint default null)
returns table (view_id bigint, source text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select s.view_id, frescura.display_name(s.source_schema, s.source_name)
    from frescura.view_sources s
    left join pg_namespace n on n.nspname = s.source_schema
    left join pg_class c on c.relnamespace = n.oid and c.relname = s.source_name
   where s.enabled and (p_view_id is null or s.view_id = p_view_id)
     and (c.oid is null or (
       select count(*) from pg_trigger g
        where g.tgrelid = c.oid and g.tgenabled = 'A'
          and g.tgname in ('frescura_capture_' || s.id || '_insert', 'frescura_capture_' || s.id || '_update',
                           'frescura_capture_' || s.id || '_delete', 'frescura_capture_' || s.id || '_truncate')) < 4
       or exists (select from unnest(array[s.key_column, s.amount_column]) k (name)
                   where k.name is not null
                     and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = k.name
                                      and not a.attisdropped)))
$$;

comment on function frescura.unseen_sources(bigint) is
'Sources of a view (id in frescura.views) or of all whose writes are to be seen and are not: the table is gone or '
'renamed, one of its triggers is missing or not on for every session, or the column with the key or the amount is '
'gone.';
