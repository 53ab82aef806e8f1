create or replace function frescura.doctor_check_column_types(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'info', jsonb_build_object('column', a.attname, 'type', format_type(a.atttypid, a.atttypmod)),
         format('Column %I is %s, which is compared as bytes: rows whose text changes without meaning are written '
                'anew.', a.attname, format_type(a.atttypid, a.atttypmod)),
         format('-- in the definition of the view: %I::%s', a.attname,
                case when a.atttypid = 'json'::regtype then 'jsonb' else 'text' end)
    from frescura.locate(p_view_id) at
    join pg_attribute a on a.attrelid = at.view_oid and a.attnum > 0 and not a.attisdropped
   where a.atttypid in ('json'::regtype, 'xml'::regtype)
$$;

comment on function frescura.doctor_check_column_types(bigint) is
'A check of frescura.doctor: whether a registered view (id in frescura.views) has columns of a type without an '
'equality. detail: column, type.';
