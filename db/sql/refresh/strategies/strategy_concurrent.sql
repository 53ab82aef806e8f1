create or replace function frescura.strategy_concurrent(
  p_view oid, p_run boolean, out rank integer, out obstacle text, out in_place boolean)
language plpgsql volatile
as $$
begin
  rank := 10;
  in_place := true;
  if p_run then
    execute format('refresh materialized view concurrently %s', p_view::regclass);
  else
    select case when c.relkind <> 'm' then 'managed'
                when not c.relispopulated then 'unpopulated'
                when frescura.key_columns(p_view) is null then 'no_unique_index'
                when not has_database_privilege(c.relowner, current_database(), 'temporary') then 'no_temporary' end
      into obstacle from pg_class c where c.oid = p_view;
  end if;
end
$$;

comment on function frescura.strategy_concurrent(oid, boolean) is
'The strategy concurrent of frescura.refresh_mode, for a materialized view (its oid): readers go on while it runs. '
'Obstacles: unpopulated (a first refresh cannot be concurrent), no_unique_index (over plain columns without WHERE), '
'no_temporary (its owner may not make temporary tables, which it needs, too), managed (it is a table of ours).';
