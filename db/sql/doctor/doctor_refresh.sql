create or replace function frescura.doctor_refresh(p_view_id bigint)
returns table (check_name text, severity text, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with v as (
    select at.*, frescura.key_columns(at.view_oid) as key_columns
      from frescura.locate(p_view_id) at where at.view_oid is not null
  ), last as (
    select l.* from frescura.refresh_log l
     where l.view_id = p_view_id and l.status in ('completed', 'failed') order by l.created_at desc limit 1
  )
  select 'unique_index', 'warning',
         'No unique index over plain columns without WHERE: readers wait during every refresh.',
         frescura.unique_index_cure(v.view_oid)
    from v where v.key_columns is null
  union all
  select 'concurrent', 'warning',
         format('Readers waited during the last refresh: PostgreSQL refused a concurrent one (%s).',
                l.mode_detail ->> 'message'),
         '-- create a unique index over columns of simple types (numbers, text, dates), and drop the one over other '
         'types'
    from v join last l on l.view_oid = v.view_oid
   where l.status = 'completed' and l.mode = 'plain' and l.mode_reason = 'refused'
     and v.key_columns is not null
  union all
  select 'null_keys', 'warning',
         format('Column %I of the unique index holds NULLs: such rows are deleted and written anew at every refresh.',
                k.name),
         format('-- in the definition of the view: coalesce(%I, ...), so that the key is never NULL', k.name)
    from v cross join lateral frescura.null_keys(v.view_oid) k (name)
  union all
  select 'column_types', 'info',
         format('Column %I is %s, which is compared as bytes: rows whose text changes without meaning are written '
                'anew.',
                a.attname, format_type(a.atttypid, a.atttypmod)),
         format('-- in the definition of the view: %I::%s', a.attname,
                case when a.atttypid = 'json'::regtype then 'jsonb' else 'text' end)
    from v join pg_attribute a on a.attrelid = v.view_oid and a.attnum > 0 and not a.attisdropped
   where a.atttypid in ('json'::regtype, 'xml'::regtype)
  union all
  select 'search_path', 'error',
         format('The last refresh did not find something that the view names: %s.', l.error_message),
         '-- a refresh runs with a bare search_path since PostgreSQL 17: name the schema of what the functions in the '
         'view use, or: alter function ... set search_path = ...'
    from v cross join last l
   where l.status = 'failed' and l.error_code in ('42883', '42P01', '42704', '3F000')
$$;

comment on function frescura.doctor_refresh(bigint) is
'The part of frescura.doctor that asks how a registered view (id in frescura.views) can be refreshed: its key, its '
'columns, and what its last refresh ran into.';
