create or replace function frescura.distrust(p_view_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  update frescura.view_strategies set rebuild = 'drift', proven = 0
   where view_id = p_view_id and strategy <> 'full';
  if found then
    -- Until then it is not known what the view lacks, and its live view goes by the definition.
    update frescura.tracking set baseline_snapshot = null where view_id = p_view_id;
    perform frescura.request_refresh((select v.slug from frescura.views v where v.id = p_view_id));
  end if;
end
$$;

comment on function frescura.distrust(bigint) is
'Has a managed table (its view''s id in frescura.views) compared with its definition whole by the next refresh, which '
'it asks for, and its deltas verified anew: a verification found a difference. Until then nothing is known of what it '
'lacks. Nothing happens for a materialized view.';
