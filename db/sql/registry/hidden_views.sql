create or replace function frescura.hidden_views(p_caller text[], p_only bigint[] default null)
returns setof frescura.views
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select v.* from frescura.views v
   where v.seen_by is not null and not v.seen_by && p_caller and not 'role:admin' = any (p_caller)
      or not v.id = any (p_only)
$$;

comment on function frescura.hidden_views(text[], bigint[]) is
'The registered views that a caller may not see; none is hidden from who is not asked about. p_caller: what the caller '
'is, role:<role> and group:<name> for each group; an admin sees all. p_only: ids in frescura.views that a token is '
'limited to; null: no limit. The one place that decides it (frescura.views.seen_by).';
