create or replace function frescura.emptied(p_branch jsonb, p_leaves jsonb) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  v_found text[] := '{}';
  v_seen text[] := '{}';
  v_name text;
  v_next text[];
begin
  -- Those of which a part of the key comes.
  v_next := array(
    select distinct split_part(l, ':', 1) from jsonb_array_elements_text(p_leaves) l
     where not exists (select from jsonb_array_elements(p_branch -> 'outer') o where o -> 'merged' ? l));
  while v_next <> '{}' loop
    v_name := v_next[1];
    v_seen := v_seen || v_name;
    -- What is missing together with it, and what its being there goes by.
    v_found := v_found || array(
      select x from jsonb_array_elements(p_branch -> 'outer') o
       cross join lateral jsonb_array_elements_text(o -> 'inner') x
       where o -> 'inner' ? v_name
         and not exists (select from jsonb_array_elements(p_branch -> 'outer') d
                          where d -> 'inner' ? x and not d -> 'inner' ? v_name));
    v_next := array(
      select distinct x from (
        select unnest(v_next)
        union all
        select b from jsonb_array_elements(p_branch -> 'outer') o
         cross join lateral jsonb_array_elements_text(o -> 'by') b
         where o -> 'inner' ? v_name) n (x)
       where x <> all (v_seen));
  end loop;
  return array(select distinct x from unnest(v_found) x order by 1);
end
$$;

comment on function frescura.emptied(jsonb, jsonb) is
'The occurrences of tables in a branch of frescura.flattened whose missing rows empty a part of the key (p_leaves: '
'what that is made of), so that their coming and going changes the group of what refers to nothing as well.';
