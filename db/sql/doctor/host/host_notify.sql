create or replace function frescura.host_notify()
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case f.code when 'notify' then 'ok' else 'info' end,
         jsonb_build_object('code', f.code, 'max_prepared_transactions', f.prepared),
         case f.code
           when 'notify' then 'Writers tell of high-impact events as they commit.'
           when 'prepared' then format('The server allows prepared transactions (max_prepared_transactions = %s), '
                                       'which may not notify: the worker looks for events every second.', f.prepared)
           else 'The queue of notifications is half full: writers do not add to it, and the worker looks for events '
                'every second.' end,
         case f.code
           when 'prepared' then '-- where nobody prepares transactions: alter system set '
                                'max_prepared_transactions = 0; and a restart'
           when 'full' then '-- end the session that listens without reading: select pid, query from pg_stat_activity '
                            'where query ilike ''listen%'' order by xact_start' end
    from (select current_setting('max_prepared_transactions')::integer as prepared,
                 case when current_setting('max_prepared_transactions')::integer > 0 then 'prepared'
                      when pg_notification_queue_usage() >= 0.5 then 'full' else 'notify' end as code) f
$$;

comment on function frescura.host_notify() is
'A fact of frescura.host: whether writers may notify (frescura.writers_notify). detail: code (notify, prepared, full), '
'max_prepared_transactions. Whether a session hears them is known to whoever has one: the application adds it.';
