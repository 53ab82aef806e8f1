create or replace function frescura.unique_index_cure(p_view oid) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- A column whose values all differ by the statistics is the likely key; else one that is named like a key, unless
  -- the statistics speak against it.
  select format('create unique index on %I.%I (%s);', n.nspname, c.relname,
                coalesce(quote_ident(k.attname), '/* the columns that tell its rows apart */'))
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join lateral (
      select a.attname
        from pg_attribute a
        left join pg_stats s on s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         and ((s.n_distinct = -1 and s.null_frac = 0)
              or (s.attname is null and (a.attname = 'id' or a.attname like '%\_id')))
       order by s.attname is null, a.attname <> 'id', a.attnum
       limit 1) k on true
   where c.oid = p_view
$$;

comment on function frescura.unique_index_cure(oid) is
'The SQL that would give a materialized view (its oid) a unique index, with the likely key by statistics or name; a '
'comment in its place where none is likely.';
