create or replace function frescura.finish_notification(p_id uuid, p_error text default null) returns void
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  update frescura.notifications
     set delivered_at = case when p_error is null then clock_timestamp() end, last_error = p_error,
         next_attempt_at = clock_timestamp() + frescura.spread(least(
           frescura.setting('notification_retry')::interval * 2 ^ least(attempts - 1, 20),
           frescura.setting('notification_retry_max')::interval))
   where id = p_id and delivered_at is null
$$;

comment on function frescura.finish_notification(uuid, text) is
'Records that a claimed notification was delivered, or why not: then it is due again after 15 s, doubling up to an '
'hour. Nothing is ever given up.';
