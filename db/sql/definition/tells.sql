create or replace function frescura.tells(p_branch jsonb, p_occurrence text, p_leaves jsonb) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  v_told text[] := '{}';
  v_more text[];
begin
  loop
    v_more := array(
      select distinct r ->> 'target' from jsonb_array_elements(p_branch -> 'rules') r
       where r ->> 'target' <> all (v_told) and (not r ? 'within' or r -> 'within' ? p_occurrence)
         and not exists (select from jsonb_array_elements_text(r -> 'sources') s
                          where split_part(s, ':', 1) <> p_occurrence and s <> all (v_told)));
    exit when v_more = '{}';
    v_told := v_told || v_more;
  end loop;
  return not exists (select from jsonb_array_elements_text(p_leaves) l
                      where split_part(l, ':', 1) <> p_occurrence and l <> all (v_told));
end
$$;

comment on function frescura.tells(jsonb, text, jsonb) is
'Whether in a branch of frescura.flattened a row of one occurrence of a table has in it, by its own columns and those '
'that are proven to be equal, all of the given leaves.';
