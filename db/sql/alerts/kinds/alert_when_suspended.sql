create or replace function frescura.alert_when_suspended()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, jsonb_build_object('since', v.suspended_at) from frescura.views v
   where v.suspended_at is not null
$$;

comment on function frescura.alert_when_suspended() is
'Views that are suspended after too many failures in a row (views.failures_max); in detail: since when.';
