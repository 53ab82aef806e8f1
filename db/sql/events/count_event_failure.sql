drop function if exists frescura.count_event_failure(bigint, integer, text);
create or replace function frescura.count_event_failure(p_view_id bigint, p_attempts_max integer, p_error text, p_claimed bigint[])
returns void
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  update frescura.refresh_triggers
     set attempts = attempts + 1, last_error = p_error,
         set_aside_at = case when attempts + 1 >= p_attempts_max then clock_timestamp() end
   where view_id = p_view_id and processed_at is null and set_aside_at is null
     and (p_claimed is null or id = any (p_claimed))
$$;

comment on function frescura.count_event_failure(bigint, integer, text, bigint[]) is
'Counts a failed attempt at the events of a view (id in frescura.views) that it had claimed, or at all that wait where it came to none (null), and sets aside those that reached the maximum, with the error; a set-aside event no longer asks for refreshes, but the next one that succeeds covers it.';
