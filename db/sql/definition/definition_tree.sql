create or replace function frescura.definition_tree(p_view oid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select jsonb_agg(frescura.node_tree(w.ev_action::text)) from pg_rewrite w
   where w.ev_class = frescura.definer(p_view)
      or w.ev_class in (select b.relation from frescura.base_relations(p_view) b where b.kind = 'v')
$$;

comment on function frescura.definition_tree(oid) is
'The definitions of a view (its oid) and of every plain view below it, each as frescura.node_tree gives it, in an '
'array: they name functions and types without doubt, where text has literals and aliases.';
