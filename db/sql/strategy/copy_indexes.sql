create or replace function frescura.copy_indexes(p_from oid, p_to oid) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v record;
  v_head text;
  v_index text;
begin
  for v in
    select i.indexrelid, i.indisunique, i.indisclustered, c.relname, n.nspname, t.relname as table_name,
           pg_get_indexdef(i.indexrelid) as definition, s.spcname, obj_description(i.indexrelid, 'pg_class') as words
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
      join pg_namespace n on n.oid = t.relnamespace left join pg_tablespace s on s.oid = c.reltablespace
     where i.indrelid = p_from and i.indisvalid order by i.indexrelid
  loop
    v_head := format('CREATE %sINDEX %I ON ', case when v.indisunique then 'UNIQUE ' else '' end, v.relname);
    if left(v.definition, length(v_head)) <> v_head then
      raise exception 'the index %.% is not written as expected', v.nspname, v.relname
        using errcode = 'feature_not_supported', constraint = 'dependent_other';
    end if;
    v_index := format('%I.%I', v.nspname, 'frescura_index_' || v.indexrelid);
    v_head := v_head || (select case when starts_with(v.definition, v_head || 'ONLY ') then 'ONLY ' else '' end);
    execute format('create %sindex %I on %s %s', case when v.indisunique then 'unique ' else '' end,
                   'frescura_index_' || v.indexrelid, p_to::regclass,
                   substr(v.definition, length(v_head || format('%I.%I ', v.nspname, v.table_name)) + 1));
    if v.spcname is not null then
      execute format('alter index %s set tablespace %I', v_index, v.spcname);
    end if;
    if v.words is not null then
      execute format('comment on index %s is %L', v_index, v.words);
    end if;
    if v.indisclustered then
      execute format('alter table %s cluster on %I', p_to::regclass, 'frescura_index_' || v.indexrelid);
    end if;
  end loop;
end
$$;

comment on function frescura.copy_indexes(oid, oid) is
'Gives a relation the valid indexes of another one with the same columns (their oids), with tablespace and comment, '
'each as frescura_index_<oid of the other>, until frescura.swap_view gives it its name.';
