create or replace function frescura.ask_upstreams(p_view_id bigint) returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_count integer;
begin
  insert into frescura.refresh_triggers (view_id, source_table, operation, priority)
  select distinct l.view_id, v.slug, 'request', 'critical'
    from frescura.views v
    join frescura.refresh_triggers t on t.view_id = v.id
   cross join lateral frescura.lagging_upstreams(v.id, t) l (view_id)
   where v.id = p_view_id and t.processed_at is null and t.dead_letter_at is null and t.refresh_requested
     and t.operation <> 'request'
     and not exists (select from frescura.refresh_triggers r
                      where r.view_id = l.view_id and r.processed_at is null and r.dead_letter_at is null
                        and r.refresh_requested);
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

comment on function frescura.ask_upstreams(bigint) is
'Asks for a refresh of the views through which waiting events of a view (id in frescura.views) come and which lack '
'them, the lowest first. Returns how many requests that made.';
