create or replace function frescura.doctor_check_mappings(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('source', g.source::regclass, 'needed', coalesce(g.needed, 0), 'mapped', g.mapped),
         case when g.needed is null
              then format('A subquery over %s is the same for all rows of the view, such as a total: each write to it '
                          'changes each key, so that it is never known what the view lacks.', g.source::regclass)
              else format('The view meets its source %s in %s ways and knows how it leads to a key in %s: what it '
                          'lacks is not known.', g.source::regclass, g.needed, g.mapped) end,
         case when g.needed is null then format('select frescura.untrack(%L);', v.slug)
              else format('-- select frescura.track(%L, %L, p_lookup => ''<query for the keys by :key>'', p_mapping => '
                          '''<name>''); then select * from frescura.refresh(%L);',
                          v.slug, g.source::regclass, v.slug) end
    from frescura.views v cross join lateral frescura.mapping_gaps(v.id) g
   where v.id = p_view_id
$$;

comment on function frescura.doctor_check_mappings(bigint) is
'A check of frescura.doctor: whether the tracked sources of a registered view (id in frescura.views) have as many '
'mappings as its definition needs. detail: source, needed (ways; 0: each write changes each key), mapped (ways).';
