create or replace function frescura.untrackable(p_view oid) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with base as materialized (
    select * from frescura.base_relations(p_view)
  ), tree as materialized (
    -- Of the view and of every plain view below it.
    select string_agg(w.ev_action::text, ' ') as text from pg_rewrite w
     where w.ev_class = p_view or w.ev_class in (select relation from base where kind = 'v')
  )
  select case
    when frescura.unique_index(p_view) is null
      then 'the view has no unique index over plain columns; its columns are the keys of the ledger'
    when exists (select from base where kind = 'm')
      then 'the view reads another materialized view, whose rows change by refreshes and not by writes'
    when exists (select from base b cross join lateral frescura.family(b.relation) member join pg_class c on c.oid = member where c.relkind = 'f')
      then 'the view reads a foreign table, whose writes cannot be seen here'
    -- By the tree: nothing is on record as depending on the catalog, which cannot be dropped.
    when exists (select from regexp_matches((select text from tree), ':relid (\d+)', 'g') m where m[1]::oid between 1 and 16383)
      then 'the view reads the system catalog, which takes no triggers'
    when exists (select from base b join pg_class c on c.oid = b.relation where c.relpersistence = 'u')
      then 'the view reads an unlogged table, which a crash empties without a trace'
    when frescura.unsteady((select text from tree)) is not null
      then 'the definition depends on the time or on chance, so that its rows change without a write: ' || frescura.unsteady((select text from tree))
    when (select text from tree) ~ '\{TABLESAMPLECLAUSE|:hasWindowFuncs true|:hasDistinctOn true|:hasRecursive true|:groupingSets \(|:limit(Count|Offset) \{'
      then 'a row of the view depends on other rows than those of its key (limit, window function, distinct on, recursion, grouping sets)'
    when exists (select from base b cross join lateral frescura.family(b.relation) member join pg_subscription_rel r on r.srrelid = member)
      then 'a source receives logical replication, which fires no statement triggers'
  end
$$;

comment on function frescura.untrackable(oid) is
'Why a materialized view (its oid) cannot be tracked exactly, in words; null when it can.';
