create or replace function frescura.request_refresh(p_view text) returns text
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into frescura.refresh_triggers (view_id, operation, priority)
  values (frescura.view_id(p_view), 'request', 'critical');
  perform pg_notify('frescura', json_build_object('event', 'request')::text);
  return frescura.receipt();
end
$$;

comment on function frescura.request_refresh(text) is
'Asks whichever driver comes first for a refresh of a view (slug or name) that begins after this transaction has '
'committed, and returns a receipt: frescura.visible says when that refresh has ended. Raises undefined_object (42704) '
'for a view that is not registered.';
