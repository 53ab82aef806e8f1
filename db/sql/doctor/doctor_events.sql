create or replace function frescura.doctor_events(p_view_id bigint)
returns table (check_name text, severity text, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with v as (select slug from frescura.views where id = p_view_id
  ), s as (
    select w.*, format('%I.%I', w.source_schema, w.source_name) as sql_name,
           (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = w.source_schema and c.relname = w.source_name and c.relkind in ('r', 'p')) as source_oid
      from frescura.view_sources w where w.view_id = p_view_id and w.enabled
  )
  select 'source', 'error', format('The source table %s does not exist: its high-impact writes are not seen.',
                                   s.sql_name),
         format('delete from frescura.view_sources where id = %s; -- then frescura.watch() for the table that took its '
                'place', s.id)
    from s where s.source_oid is null
  union all
  select 'source_columns', 'error',
         format('The source table %s has no column %I: none of its high-impact writes can be recorded.', s.sql_name,
                c.name),
         format('delete from frescura.view_sources where id = %s; -- then frescura.watch() with the columns it has now',
                s.id)
    from s cross join lateral (values (s.key_column), (s.amount_column)) c (name)
   where s.source_oid is not null and c.name is not null
     and not exists (select from pg_attribute a where a.attrelid = s.source_oid and a.attname = c.name
                     and not a.attisdropped)
  union all
  select 'capture', 'error',
         format('The trigger %I on %s is missing or disabled: high-impact writes there are not seen.', t.name,
                s.sql_name),
         format('select frescura.make_capture(%s); alter table %s enable trigger %I;', s.id, s.sql_name, t.name)
    from s cross join lateral (
      select 'frescura_capture_' || s.id || '_' || o.op
        from (values ('insert'), ('update'), ('delete'), ('truncate')) o (op)) t (name)
   where s.source_oid is not null
     and not exists (select from pg_trigger g where g.tgrelid = s.source_oid and g.tgname = t.name
                     and g.tgenabled in ('O', 'A'))
  union all
  select 'capture_failures', 'error',
         format('%s events of %s could not be recorded in the last 24 hours: %s.', count(*), f.source_table,
                max(f.error_message)),
         format('select * from frescura.refresh(%L); delete from frescura.capture_failures where source_table = %L; -- '
                'once the cause is gone', min(v.slug), f.source_table)
    from v cross join s join frescura.capture_failures f
      on f.source_table = frescura.display_name(s.source_schema, s.source_name)
   where f.created_at > clock_timestamp() - interval '24 hours'
   group by f.source_table
  union all
  select 'dead_letter', 'warning',
         format('%s events were set aside after too many failed refreshes: %s.', count(*), max(t.last_error)),
         format('select frescura.retry_events(%L); -- once the cause is gone', min(v.slug))
    from v cross join frescura.refresh_triggers t
   where t.view_id = p_view_id and t.processed_at is null and t.dead_letter_at is not null
  having count(*) > 0
  union all
  select 'money_limit', 'warning',
         'A limit on missing money is set, but nothing is recorded of what the view lacks: it is never judged.',
         '-- npm run -s frescura -- views track <view> <source> --key ... --amount ...'
    from frescura.views w
   where w.id = p_view_id and w.pending_amount_max is not null
     and not exists (select from frescura.tracking t where t.view_id = w.id)
$$;

comment on function frescura.doctor_events(bigint) is
'The part of frescura.doctor that asks whether high-impact writes to the sources of a registered view (id in '
'frescura.views) are recorded and answered.';
