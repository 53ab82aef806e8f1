create or replace function frescura.doctor_check_capture_failures(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error',
         jsonb_build_object('count', count(*), 'source', f.source_table, 'error', max(f.error_message)),
         format('%s events of %s could not be recorded in the last 24 hours: %s.', count(*), f.source_table,
                max(f.error_message)),
         format('select * from frescura.refresh(%L); delete from frescura.capture_failures where source_table = %L; -- '
                'once the cause is gone', min(v.slug), f.source_table)
    from frescura.views v cross join lateral frescura.watched_sources(v.id) s
    join frescura.capture_failures f on f.source_table = frescura.display_name(s.source_schema, s.source_name)
   where v.id = p_view_id and f.created_at > clock_timestamp() - interval '24 hours'
   group by f.source_table
$$;

comment on function frescura.doctor_check_capture_failures(bigint) is
'A check of frescura.doctor: whether writes to the sources of a registered view (id in frescura.views) could not be '
'recorded in the last 24 hours. detail: count, source, error (one of them, as PostgreSQL said it).';
