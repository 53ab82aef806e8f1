create or replace function frescura.doctor_check_capture(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('trigger', t.name, 'source', m.name),
         format('The trigger %I on %s is missing, or not on for every session: writes there are not seen.', t.name,
                m.name),
         format('select frescura.make_capture(%s); alter table %s enable always trigger %I;', s.id, m.name, t.name)
    from frescura.watched_sources(p_view_id) s
   -- A partition or a child takes writes of its own; with a foreign table among them none can be captured.
   cross join lateral (
     select f as oid, case when f = s.source_oid then s.sql_name else f::regclass::text end as name
       from frescura.family(s.source_oid) f
      where f = s.source_oid
         or not exists (select from frescura.family(s.source_oid) o join pg_class c on c.oid = o and c.relkind = 'f')) m
   cross join lateral (
     select 'frescura_capture_' || s.id || '_' || o.op
       from (values ('insert'), ('update'), ('delete'), ('truncate')) o (op)) t (name)
   where s.source_oid is not null and coalesce(frescura.captured_table(s.id), s.source_oid) = s.source_oid
     and not exists (select from pg_trigger g where g.tgrelid = m.oid and g.tgname = t.name
                     -- Otherwise a session that plays a replica writes past it.
                     and g.tgenabled = 'A')
$$;

comment on function frescura.doctor_check_capture(bigint) is
'A check of frescura.doctor: whether the triggers that record writes to the sources of a registered view (id in '
'frescura.views) stand and are on, always. detail: trigger, source.';
