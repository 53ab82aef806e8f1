create or replace function frescura.foreign_triggers(p_source oid) returns text[]
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(array_agg(distinct x.name order by x.name), '{}')
    from frescura.cascade_tables(p_source) t
   cross join lateral (
     select format('%I on %s', g.tgname, g.tgrelid::regclass)
       from pg_trigger g join pg_proc p on p.oid = g.tgfoid
      where g.tgrelid = t and not g.tgisinternal and g.tgparentid = 0 and g.tgenabled <> 'D'
        and not (p.pronamespace = 'frescura'::regnamespace and g.tgname like 'frescura\_%')
     union all
     select format('rule %I on %s', w.rulename, w.ev_class::regclass) from pg_rewrite w
      where w.ev_class = t and w.ev_type <> '1') x (name)
$$;

comment on function frescura.foreign_triggers(oid) is
'What of somebody else''s a write to a table (its oid) sets off, there and where its foreign keys carry it on to: '
'triggers that are on and rules, each with its table, as text for people.';
