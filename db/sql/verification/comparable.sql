create or replace function frescura.comparable(p_manner text, p_column text) returns text
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  select case p_manner
    -- A text stands for all that are equal to it by its hash, which goes by its collation.
    when 'collated' then format('hashtextextended(%s::text, 0)', p_column)
    when 'folded' then format('lower(%s::text)', p_column)
    when 'scaled' then format('trim_scale(%s)', p_column)
    -- Whatever the order, the letters are the same.
    when 'unordered' then format('(select string_agg(l, '''' order by l collate "C") '
                                 'from unnest(string_to_array(%s::text, null)) l)', p_column)
    when 'near' then 'null'
    else p_column end
$$;

comment on function frescura.comparable(text, text) is
'A column, as SQL, in the shape in which equal values look the same; p_manner as frescura.comparison tells it. What is '
'only nearly equal is null: it is compared by frescura.nearly_equal.';
