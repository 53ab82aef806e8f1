create or replace function frescura.upkeep_steps()
returns table (step text, statement text, batch integer, every interval)
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  values
    ('reap', 'select frescura.reap()', null, null),
    ('cron_failures', 'select frescura.import_cron_failures()', null, null),
    ('hands', 'select frescura.examine_hands()', null, null),
    -- Judged before the driver is seen: a time without any would otherwise end unseen with the first that comes back.
    ('alerts', 'select frescura.check_alerts()', null, null),
    ('heartbeat', 'select 0 from frescura.heartbeat($1, $2)', null, null),
    ('partitions', 'select frescura.take_in()', null, null),
    ('grants', 'select frescura.follow_grants()', null, null),
    ('slots', null, null, null),
    ('retries', null, null, null),
    ('notifications', null, null, null),
    ('reads', 'select frescura.note_reads()', null, interval '5 minutes'),
    ('prune_ledgers', 'select frescura.prune_ledgers($3)', 10000, null),
    ('prune_log', 'select frescura.prune_log(p_batch => $3)', 5000, interval '1 hour'),
    ('prune_traces', 'select frescura.prune_traces(p_batch => $3)', 5000, interval '1 hour'),
    ('prune_history', 'select frescura.prune_history(p_batch => $3)', 5000, interval '1 hour'),
    ('prune_access', 'select frescura.prune_access(p_batch => $3)', 5000, interval '10 minutes')
$$;

comment on function frescura.upkeep_steps() is
'The steps of upkeep, in their order: the one list that every driver goes through. statement: what '
'frescura.run_step executes, with the driver''s name ($1), kind ($2) and the batch ($3), and which returns how much it '
'did; as much as the batch means that there is more. Null: work for the driver''s own connections: slots '
'(frescura.run_due) and retries (frescura.run_retries), which refresh, and notifications, which need a network and so '
'a driver that is more than SQL. every: how often it is enough; null: whenever a driver comes.';
