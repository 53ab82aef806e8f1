create or replace function frescura.holders(p_branch jsonb, p_leaves jsonb, p_missing text[] default '{}')
returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  v_left jsonb := (select coalesce(jsonb_agg(distinct l), '[]') from jsonb_array_elements_text(p_leaves) l
                    where split_part(l, ':', 1) <> all (p_missing));
  v_sets jsonb := '[]';
  t record;
begin
  if v_left = '[]' then
    return '[[]]';
  end if;
  for t in select e.key as name, e.value as head from jsonb_each(p_branch -> 'tables') e
            where e.key <> all (p_missing) and frescura.tells(p_branch, e.key, v_left) loop
    -- Where its row may be missing, another one has to have the key of those rows; none, where that is a constant.
    v_sets := v_sets || case
      when exists (select from jsonb_array_elements(p_branch -> 'outer') o where o -> 'inner' ? t.name)
      then (select coalesce(jsonb_agg(s || t.head), '[]')
              from jsonb_array_elements(frescura.holders(p_branch, p_leaves, p_missing || t.name)) s)
      else jsonb_build_array(jsonb_build_array(t.head)) end;
  end loop;
  return (select coalesce(jsonb_agg(distinct s), '[]') from jsonb_array_elements(v_sets) s);
end
$$;

comment on function frescura.holders(jsonb, jsonb, text[]) is
'Which tables have the whole key of a branch of frescura.flattened (p_leaves: what that is made of) in their rows: an '
'array of sets of tables (their oids), any of which is enough. p_missing is for itself: occurrences whose rows are '
'missing.';
