create or replace function frescura.host_subscriptions()
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when count(*) = 0 then 'ok' else 'info' end,
         jsonb_build_object('code', case when count(*) = 0 then 'none' else 'some' end, 'count', count(*),
                            'tables', coalesce(jsonb_agg(r.srrelid::regclass order by r.srrelid::regclass::text),
                                               '[]')),
         case when count(*) = 0 then 'No table here receives logical replication.'
              else format('%s tables receive logical replication (%s), which fires no statement triggers: a view that '
                          'reads them cannot be tracked.', count(*),
                          string_agg(r.srrelid::regclass::text, ', ' order by r.srrelid::regclass::text)) end,
         case when count(*) > 0 then '-- refresh such views by the clock, or install Frescura where the writes are '
                                   'made' end
    from pg_subscription_rel r
$$;

comment on function frescura.host_subscriptions() is
'A fact of frescura.host: tables that receive logical replication. detail: code (none, some), count, tables.';
