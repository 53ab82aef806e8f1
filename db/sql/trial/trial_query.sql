create or replace function frescura.trial_query(p_view_id bigint, p_view oid, p_before text, p_since pg_snapshot)
returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  t frescura.tracking;
  v_names text;
  v_shown text;
  v_keys text;
  v_match text;
begin
  select * into strict t from frescura.tracking where view_id = p_view_id;
  select string_agg('k' || n, ', ' order by n), string_agg('c.k' || n, ', ' order by n),
         string_agg(format('q.%I as k%s', name, n), ', ' order by n),
         string_agg(format('c.k%s = d.k%s', n, n), ' and ' order by n)
    into v_names, v_shown, v_keys, v_match from unnest(t.key_columns) with ordinality k (name, n);
  return format($q$
    with present as materialized (select %1$s, to_jsonb(q.*) as content from (%2$s) q),
         gone as (select * from frescura.%3$I except all select * from present),
         come as (select * from present except all select * from frescura.%3$I),
         changed as (select distinct on (%4$s) * from (table gone union all table come) c order by %4$s)
    select coalesce(jsonb_agg(jsonb_build_object('key', jsonb_build_array(%5$s), 'columns', array(
             select distinct o.key from (select content from gone g where row(%6$s) is not distinct from row(%5$s)) a
               full join (select content from come g where row(%6$s) is not distinct from row(%5$s)) b on true
              cross join lateral jsonb_each(coalesce(a.content, b.content)) o
              where a.content -> o.key is distinct from b.content -> o.key order by 1))), '[]')
      from (select * from changed c
             where not exists (select from (%7$s) d where %8$s)
               and not (%9$s)
             limit $1) c$q$,
    v_keys, frescura.definition(p_view), p_before, v_names, v_shown,
    (select string_agg('g.k' || n, ', ' order by n) from generate_subscripts(t.key_columns, 1) n),
    frescura.dirty_query(p_view_id, format('%L::pg_snapshot', p_since)), v_match,
    frescura.whole_query(p_view_id, format('%L::pg_snapshot', p_since)));
end
$$;

comment on function frescura.trial_query(bigint, oid, text, pg_snapshot) is
'The query, with $1 for how many, for the rows of a view''s definition (id in frescura.views, its oid) that are others '
'now than in the table p_before of the schema frescura, without their keys being dirty by what the ledger has since a '
'snapshot: an array, each with its key and the columns that differ. Empty: whatever a write changed, the live view '
'shows.';
