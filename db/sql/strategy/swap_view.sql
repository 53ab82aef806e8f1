create or replace function frescura.swap_view(p_view_id bigint, p_old oid, p_new oid) returns text[]
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_schema text;
  v_name text;
  v_kind text;
  v_readers jsonb;
  v_statistics jsonb;
  v_indexes jsonb;
  v_version text;
  v record;
begin
  select n.nspname, c.relname, case c.relkind when 'm' then 'materialized view' else 'table' end, c.xmin::text
    into v_schema, v_name, v_kind, v_version
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = p_old;
  -- Each as it is written now: renamed, the old relation would be in it by its new name.
  v_readers := (select jsonb_agg(jsonb_build_object('name', d.name, 'definition', frescura.definition(d.relation),
                                                    'options', c.reloptions))
                  from frescura.dependents(p_old) d join pg_class c on c.oid = d.relation where d.kind = 'view');
  v_statistics := (select jsonb_agg(jsonb_build_object('name', format('%I.%I', n.nspname, s.stxname), 'owner',
                                                       s.stxowner::regrole, 'definition',
                                                       pg_get_statisticsobjdef(s.oid)))
                     from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where s.stxrelid = p_old);
  v_indexes := (select jsonb_object_agg(i.indexrelid, c.relname)
                  from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = p_old and i.indisvalid);
  execute format('alter table %I.%I rename to %I', v_schema, v_name, 'frescura_former_' || p_view_id);
  execute format('alter table %s rename to %I', p_new::regclass, v_name);
  for v in
    select r ->> 'name' as name, r ->> 'definition' as definition,
           (select string_agg(o, ', ') from jsonb_array_elements_text(nullif(r -> 'options', 'null')) o) as options
      from jsonb_array_elements(v_readers) r
  loop
    begin
      execute format('create or replace view %s%s as %s', v.name, coalesce(' with (' || v.options || ')', ''),
                     v.definition);
    exception when invalid_table_definition then
      raise exception 'the view % cannot follow: %', v.name, sqlerrm
        using errcode = 'feature_not_supported', constraint = 'dependent_other';
    end;
  end loop;
  execute format('drop %s %I.%I', v_kind, v_schema, 'frescura_former_' || p_view_id);
  for v in select * from jsonb_each_text(v_indexes) x (old, name) loop
    execute format('alter index %I.%I rename to %I', v_schema, 'frescura_index_' || v.old, v.name);
  end loop;
  for v in select s ->> 'name' as name, s ->> 'definition' as definition, s ->> 'owner' as owner
             from jsonb_array_elements(v_statistics) s
  loop
    execute v.definition;
    execute format('alter statistics %s owner to %s', v.name, v.owner);
  end loop;

  -- What was known of the old relation holds for the new one, which has its rows or younger ones.
  update frescura.refresh_log l
     set view_oid = p_new,
         view_version = case when l.view_version = v_version then c.xmin::text else l.view_version end
    from pg_class c where c.oid = p_new and l.view_id = p_view_id and l.view_oid = p_old;
  update frescura.tracking set baseline_oid = p_new where view_id = p_view_id and baseline_oid = p_old;
  update frescura.read_counters set view_oid = p_new where view_id = p_view_id and view_oid = p_old;
  return coalesce((select array_agg(r ->> 'name') from jsonb_array_elements(v_readers) r), '{}');
end
$$;

comment on function frescura.swap_view(bigint, oid, oid) is
'Puts a relation in the place of the one that a view (id in frescura.views) is so far, which it drops (their oids): it '
'gets the name, its indexes (frescura.copy_indexes) theirs, statistics objects are made again, plain views that read '
'the old one keep their oid and read the new one, and log and baseline speak of it. Returns the names of those views. '
'Readers wait from here until the end of the transaction. Raises feature_not_supported, constraint dependent_other, '
'for a view that cannot follow.';
