create or replace function frescura.retry_events(
  p_view text default null, p_ids bigint[] default null, p_without bigint[] default '{}')
returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := case when p_view is not null then frescura.view_id(p_view) end;
  v_count bigint;
begin
  update frescura.refresh_triggers set dead_letter_at = null, attempts = 0
   where processed_at is null and dead_letter_at is not null
     and (v_view_id is null or view_id = v_view_id)
     and (p_ids is null or id = any(p_ids))
     and view_id <> all (p_without);
  get diagnostics v_count = row_count;
  if v_count > 0 then
    perform pg_notify('frescura', json_build_object('event', 'retry')::text);
  end if;
  return v_count;
end
$$;

comment on function frescura.retry_events(text, bigint[], bigint[]) is
'Asks anew for events that were set aside after too many failed refreshes: those of a view (slug or name), those with '
'the given ids, or all; none of some views (ids). Their attempts count from zero, and whoever listens drains '
'them at once; those of a suspended view wait until it is resumed. Returns how many there were.';
