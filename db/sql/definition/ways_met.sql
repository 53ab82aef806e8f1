create or replace function frescura.ways_met(p_way jsonb) returns bigint
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select jsonb_array_length(p_way -> 'ways')
         + (select coalesce(sum(l.value::bigint), 0)::bigint from jsonb_each_text(p_way -> 'loose') l)
$$;

comment on function frescura.ways_met(jsonb) is
'In how many ways a table leads to the key, by what frescura.paths says of it.';
