create or replace function frescura.doctor_check_untracked(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('source', b.relation::regclass::text),
         format('The view reads %s, whose writes are not tracked, so that it is not known what it lacks.',
                b.relation::regclass),
         format('-- select frescura.track(%L, %L, ...) with the key of the view that a written row leads to', v.slug,
                b.relation::regclass)
    from frescura.views v join frescura.tracking t on t.view_id = v.id cross join lateral frescura.locate(v.id) at
   cross join lateral frescura.base_relations(at.view_oid) b
   where v.id = p_view_id and b.kind in ('r', 'p')
     and not exists (
       select from frescura.view_sources s join pg_namespace n on n.nspname = s.source_schema
         join pg_class c on c.relnamespace = n.oid and c.relname = s.source_name
        cross join lateral frescura.family(c.oid) m
        where s.view_id = v.id and (s.view_key is not null or s.lookup is not null) and m = b.relation)
     -- One that was renamed or swapped is another finding.
     and not exists (select from frescura.view_sources s
                      where s.view_id = v.id and frescura.captured_table(s.id) = b.relation)
$$;

comment on function frescura.doctor_check_untracked(bigint) is
'A check of frescura.doctor: whether all tables that a tracked view (id in frescura.views) reads are tracked. detail: '
'source.';
