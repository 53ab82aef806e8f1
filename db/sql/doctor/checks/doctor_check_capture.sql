create or replace function frescura.doctor_check_capture(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('trigger', t.name, 'source', s.sql_name),
         format('The trigger %I on %s is missing, or not on for every session: writes there are not seen.', t.name,
                s.sql_name),
         format('select frescura.make_capture(%s); alter table %s enable always trigger %I;', s.id, s.sql_name, t.name)
    from frescura.watched_sources(p_view_id) s
   cross join lateral (
     select 'frescura_capture_' || s.id || '_' || o.op
       from (values ('insert'), ('update'), ('delete'), ('truncate')) o (op)) t (name)
   where s.source_oid is not null and coalesce(frescura.captured_table(s.id), s.source_oid) = s.source_oid
     and not exists (select from pg_trigger g where g.tgrelid = s.source_oid and g.tgname = t.name
                     -- Otherwise a session that plays a replica writes past it.
                     and g.tgenabled = 'A')
$$;

comment on function frescura.doctor_check_capture(bigint) is
'A check of frescura.doctor: whether the triggers that record writes to the sources of a registered view (id in '
'frescura.views) stand and are on, always. detail: trigger, source.';
