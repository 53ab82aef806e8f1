create or replace function frescura.renamed_to(p_view_id bigint, p_source oid, p_column text) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with told as (
    -- As it was when it was refreshed last, and as PostgreSQL writes it now: it follows a column by its number.
    select v.definition as before, frescura.definition(at.view_oid) as now
      from frescura.views v cross join lateral frescura.locate(v.id) at where v.id = p_view_id
  ), candidate as (
    select a.attname::text as name, quote_ident(a.attname) as new, quote_ident(p_column) as old
      from pg_attribute a where a.attrelid = p_source and a.attnum > 0 and not a.attisdropped
  ), plain as (
    select c.name, t.before, t.now ~ (c.new || ' AS ' || c.old || '(?!\w)') as is_named,
           -- What the old text would be with the new name, and without names that only keep a column's old one.
           regexp_replace(regexp_replace(t.now, '(?<!\w)' || c.new || ' AS ' || c.old || '(?!\w)', c.old, 'g'),
                          '(?<!\w)' || c.new || '(?!\w)', c.old, 'g') as back
      from candidate c cross join told t
     where t.now <> t.before or t.now ~ (c.new || ' AS ' || c.old || '(?!\w)')
  )
  select case when count(*) = 1 then max(p.name) end from plain p where p.back = p.before or p.is_named
$$;

comment on function frescura.renamed_to(bigint, oid, text) is
'What a column of a source that is not there any more is called now, by the definition of a view that reads it (id in '
'frescura.views): PostgreSQL follows a column that is renamed, and writes its new name where the old one stood. null '
'where the view does not tell: the column was dropped, or the view does not read it.';
