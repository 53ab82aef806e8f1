create or replace function frescura.node_tree(p_tree text) returns jsonb
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
  with token as (
    select m[1] as word, n
      from regexp_matches(p_tree, '(\{[A-Z]\w*|[{}()\[\]]|"(?:[^"\\]|\\.)*"|(?:[^\s{}()\[\]\\]|\\.)+)', 'g')
           with ordinality x (m, n)
  ), kind as (
    select n, word, case when word ~ '^\{' then 'node' when word = '}' then 'end of node'
                         when word in ('(', '[') then 'list' when word in (')', ']') then 'end of list'
                         when word ~ '^:[a-zA-Z_]' then 'field' else 'value' end as kind
      from token
  ), placed as (
    select n, word, kind, lag(kind) over (order by n) as before from kind
  )
  select string_agg(
           case when kind in ('node', 'list', 'value') and before in ('end of node', 'end of list', 'value')
                then ',' else '' end
           || case kind
                when 'node' then '{"node":' || to_json(substr(word, 2))::text
                when 'field'
                then case before when 'node' then ',' else '],' end || to_json(substr(word, 2))::text || ':['
                when 'end of node' then case before when 'node' then '}' else ']}' end
                when 'list' then '['
                when 'end of list' then ']'
                else to_json(word)::text end, '' order by n)::jsonb
    from placed
$$;

comment on function frescura.node_tree(text) is
'A tree of PostgreSQL''s parser (pg_node_tree as text) as jsonb, in which paths can be asked for: a node is an object '
'with its kind as "node", and each of its fields an array of what stands in it: words as text, lists as arrays, nodes. '
'The form is that of outNode in src/backend/nodes/outfuncs.c.';
