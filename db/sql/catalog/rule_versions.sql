create or replace function frescura.rule_versions(p_view oid) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select string_agg(w.oid || '/' || w.xmin, ' ' order by w.oid) from pg_rewrite w
   where w.ev_class = frescura.definer(p_view)
      or w.ev_class in (select b.relation from frescura.base_relations(p_view) b where b.kind = 'v')
$$;

comment on function frescura.rule_versions(oid) is
'The versions of the definitions of a view (its oid) and of every plain view below it: another text once one of them '
'is another.';
