create or replace function frescura.resume(p_view text) returns boolean
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_resumed boolean;
begin
  update frescura.views set suspended_at = null, retry_at = clock_timestamp(), updated_at = now()
   where id = frescura.view_id(p_view) and suspended_at is not null;
  v_resumed := found;
  return frescura.retry_events(p_view) > 0 or v_resumed;
end
$$;

comment on function frescura.resume(text) is
'Lets a suspended view (slug or name) be scheduled again, with a try at once, and asks anew for its events that were '
'set aside. Returns whether there was anything to resume.';
