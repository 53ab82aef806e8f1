create or replace function frescura.cron_targets(p_command text, p_at timestamptz)
returns table (view_id bigint, kind text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with named as (
    select v.id, 'cron' as kind from frescura.views v
     where p_command ~* '\mrefresh_universal_transactions_logged\s*\(' and v.slug = 'universal-transactions'
        or v.slug = (regexp_match(p_command, '\mfrescura\.refresh(?:_tracked)?\s*\(\s*''([^'']+)''', 'i'))[1]
    union
    select v.id, 'cron' from frescura.schedules s join frescura.views v on v.id = coalesce(s.view_id, v.id)
     where s.tier = (regexp_match(p_command, '\mfrescura\.run_due\s*\(\s*''([^'']+)''', 'i'))[1]
       and s.tier <> 'events' and s.enabled and v.enabled
       -- Whose slot went through after all, by this driver or another, nothing happened to.
       and not exists (select from frescura.schedule_runs r
                        where r.schedule_id = s.id and r.completed_at > p_at and r.due_at > p_at - interval '1 hour')
  ), drained as (
    select v.id, exists (select from frescura.refresh_triggers t
                          where t.view_id = v.id and t.created_at <= p_at
                            and (t.processed_at is null or t.processed_at > p_at)) as waited
      from frescura.views v
     where p_command ~* ('\m(process_pending_mv_refreshes|frescura\.process_pending)\s*\('
                         '|\mfrescura\.run_due\s*\(\s*''events''')
       and v.enabled and exists (select from frescura.view_sources s where s.view_id = v.id and s.enabled)
  )
  select id, kind from named
  union all
  -- Those for which events waited; where none did, all that the drain is there for.
  select id, 'event' from drained where waited or not exists (select from drained d where d.waited)
$$;

comment on function frescura.cron_targets(text, timestamptz) is
'The views that a command of pg_cron was meant to refresh at a moment, and as what (cron or event): found from the '
'names of our functions in it.';
