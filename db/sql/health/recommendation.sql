create or replace function frescura.recommendation(p_state text, p_freshness text, p_events bigint, p_last_status text,
  p_pending_reason text default null, p_suspended boolean default false, p_code text default null)
returns text
language sql stable parallel safe
as $$
  select case
    when p_state = 'missing' then 'The view does not exist any more. Create it again or remove it from the registry.'
    when p_state = 'recreated'
      then 'The view was created anew since its last refresh. Refresh it to vouch for its data.'
    when p_pending_reason in ('capture_off', 'capture_failed')
      then 'A write to a source may have been missed. Refresh the view to vouch for its data, and run the doctor.'
    when p_suspended
      then 'View is suspended after too many failed refreshes in a row. See its errors, mend the cause and resume it.'
    when p_freshness = 'unknown' and p_last_status = 'failed'
      then 'View has never been refreshed and its last attempt failed. See its errors in frescura.refresh_log.'
    when p_freshness = 'unknown' then 'View has never been refreshed. Refresh it now.'
    when p_last_status = 'failed' and p_freshness <> 'fresh'
      then 'View is out of date and its last refresh failed. See its errors in frescura.refresh_log.'
    when p_freshness = 'very_stale' then 'View is very stale. Refresh it now and check that its schedule runs.'
    when p_freshness = 'stale' then 'View is stale. Refresh it before relying on it.'
    when p_code in ('money', 'rows', 'source_emptied')
      then 'View is fresh, but more is missing than may be. Refresh it before relying on its totals.'
    when p_code is not null and p_code not in ('late', 'disabled', 'not_tracked', 'completeness_unknown')
      then format('View is fresh by its age, but its numbers cannot be relied on: %s. See frescura.verdict.', p_code)
    when p_events > 0 then 'View is fresh, but high-impact transactions wait. They are refreshed shortly.'
    else 'View is fresh. No action needed.'
  end
$$;

comment on function frescura.recommendation(text, text, bigint, text, text, boolean, text) is
'What to do about a view, in one sentence, from its state (frescura.locate), its freshness, how many events wait, how '
'the last attempt ended, why it is not known what is pending, whether it is suspended, and the first code of its '
'verdict.';
