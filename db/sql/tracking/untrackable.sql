create or replace function frescura.untrackable(p_view oid) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with base as materialized (
    select * from frescura.base_relations(p_view)
  ), tree as materialized (
    -- Of the view and of every plain view below it.
    select string_agg(w.ev_action::text, ' ') as text from pg_rewrite w
     where w.ev_class = p_view or w.ev_class in (select relation from base where kind = 'v')
  ), unsteady as (
    -- By the tree, which names functions without doubt, where text has literals and aliases.
    select case
      when p.provolatile = 'v' then format('the function %s gives something else each time', p.proname)
      when p.oid >= 16384
      then format('the function %s is not immutable, so that it may read other tables or settings', p.proname)
      when p.proname in ('now', 'transaction_timestamp', 'statement_timestamp')
      then format('it asks for the time (%s)', p.proname)
      else format('the function %s depends on the time zone of the session; write "at time zone ''...''" first',
                  p.proname) end as words
      from (select distinct m[1]::oid as oid
              from tree, regexp_matches(tree.text, ':(?:funcid|opfuncid|aggfnoid|winfnoid) (\d+)', 'g') m) f
      join pg_proc p on p.oid = f.oid
     where p.provolatile = 'v'
        or (p.provolatile = 's' and (p.oid >= 16384 or p.pronargs = 0
            or 'timestamptz'::regtype in (select p.prorettype union all select unnest(p.proargtypes::oid[]))))
     order by p.provolatile = 'v' desc, p.oid limit 1
  ), reason as (
    select case when tree.text ~ '\{SQLVALUEFUNCTION'
                then 'it asks for the time or for the user (current_date, current_user, ...)'
                when tree.text ~ '\{NEXTVALUEEXPR' then 'it takes numbers from a sequence'
                else (select words from unsteady) end as unsteady
      from tree
  )
  select case
    when frescura.key_columns(p_view) is null
      then 'the view has no unique index over plain columns; its columns are the keys of the ledger'
    when exists (select from base where kind = 'm')
      then 'the view reads another materialized view, whose rows change by refreshes and not by writes'
    when exists (select from base b cross join lateral frescura.family(b.relation) member
                   join pg_class c on c.oid = member where c.relkind = 'f')
      then 'the view reads a foreign table, whose writes cannot be seen here'
    -- By the tree: nothing is on record as depending on the catalog, which cannot be dropped.
    when exists (select from tree, regexp_matches(tree.text, ':relid (\d+)', 'g') m
                  where m[1]::oid between 1 and 16383)
      then 'the view reads the system catalog, which takes no triggers'
    when exists (select from base b join pg_class c on c.oid = b.relation where c.relpersistence = 'u')
      then 'the view reads an unlogged table, which a crash empties without a trace'
    when reason.unsteady is not null
      then 'the definition depends on the time or on chance, so that its rows change without a write: '
           || reason.unsteady
    when tree.text ~ ('\{TABLESAMPLECLAUSE|:hasWindowFuncs true|:hasDistinctOn true|:hasRecursive true'
                      '|:groupingSets \(|:limit(Count|Offset) \{')
      then 'a row of the view depends on other rows than those of its key '
           '(limit, window function, distinct on, recursion, grouping sets)'
    when exists (select from base b cross join lateral frescura.family(b.relation) member
                   join pg_subscription_rel r on r.srrelid = member)
      then 'a source receives logical replication, which fires no statement triggers'
  end
    from tree cross join reason
$$;

comment on function frescura.untrackable(oid) is
'Why a materialized view (its oid) cannot be tracked exactly, in words; null when it can. That its rows can change '
'without a write is seen by volatile functions, own ones that are not immutable, the clock, and casts by the time zone '
'of the session.';
