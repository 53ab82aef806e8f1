create or replace function frescura.strategy_plain(
  p_view oid, p_run boolean, out rank integer, out obstacle text, out in_place boolean)
language plpgsql volatile
as $$
begin
  rank := 20;
  in_place := false;
  if p_run then
    execute format('refresh materialized view %s', p_view::regclass);
  else
    select case when c.relkind <> 'm' then 'managed' end into obstacle from pg_class c where c.oid = p_view;
  end if;
end
$$;

comment on function frescura.strategy_plain(oid, boolean) is
'The strategy plain of frescura.refresh_mode, for a materialized view (its oid): possible for each, but readers wait '
'while it runs. Obstacle: managed (it is a table of ours).';
