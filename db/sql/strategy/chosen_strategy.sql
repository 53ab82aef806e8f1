create or replace function frescura.chosen_strategy(p_view_id bigint) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce((select s.strategy from frescura.view_strategies s where s.view_id = p_view_id), 'full')
$$;

comment on function frescura.chosen_strategy(bigint) is
'By which strategy a view (id in frescura.views) was chosen to be refreshed: full or delta (frescura.set_strategy).';
