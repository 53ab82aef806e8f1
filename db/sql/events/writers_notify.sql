create or replace function frescura.writers_notify() returns boolean
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  -- Who has notified cannot be prepared, and whether a transaction will be is not known before its end. A full queue
  -- fails its commit as well.
  select current_setting('max_prepared_transactions')::integer = 0 and pg_notification_queue_usage() < 0.5
$$;

comment on function frescura.writers_notify() is
'Whether the transactions of writers tell of their high-impact events by themselves, by NOTIFY. Not where the server '
'allows prepared transactions, nor while its queue of notifications is half full: a writer''s commit could fail by it. '
'Then whoever drains events looks for them (frescura.waiting_views).';
