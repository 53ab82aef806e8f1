create or replace function frescura.unsteady_query(p_query text, out code text, out detail jsonb, out tree jsonb)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_name text := 'judged_' || pg_backend_pid();
  v_query refcursor;
begin
  -- A cursor takes one query and no more; it is opened, and no row is asked for.
  open v_query for execute p_query;
  close v_query;
  -- PostgreSQL shows the tree of what is stored alone: stored as a view, and undone.
  execute format('create view frescura.%I as %s', v_name, p_query);
  select u.code, u.detail into code, detail
    from pg_rewrite w cross join lateral frescura.unsteady(frescura.node_tree(w.ev_action::text)) u
   where w.ev_class = format('frescura.%I', v_name)::regclass order by u.code, u.detail limit 1;
  select frescura.node_tree(w.ev_action::text) into tree
    from pg_rewrite w where w.ev_class = format('frescura.%I', v_name)::regclass;
  raise exception using errcode = 'FRUND';
exception when sqlstate 'FRUND' then
  return;
end
$$;

comment on function frescura.unsteady_query(text) is
'Why what a query gives could change without a write, by code and detail of frescura.unsteady, the first of them; '
'both null where it cannot. tree: the query as frescura.node_tree gives it. Reads no row and leaves nothing. Raises '
'what PostgreSQL says of a query that it cannot read.';
