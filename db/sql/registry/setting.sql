create or replace function frescura.setting(p_key text) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_default constant text := case p_key
    -- The promises: from the write of a high-impact event to where readers see it; a refresh on demand; how much of
    -- the time each of them holds, counted over a period, of which a day may burn a share of what may be missed.
    when 'high_impact_delay' then '10 minutes'
    when 'on_demand_duration' then '5 seconds'
    when 'target_percent' then '99.9'
    when 'budget_period' then '30 days'
    when 'budget_burn_share' then '0.25'
    -- What a view and a source are given where nobody says otherwise.
    when 'sla_seconds' then '3600'
    when 'time_zone' then 'America/Mexico_City'
    when 'currency' then ''
    when 'high_impact_amount' then '10000'
    -- What a view may lack without being incomplete, where it has no limit of its own: so many percent of the rows
    -- written in a day (of the view's own, while that is not known), and a few in any case. Whether it has to be
    -- known what a view lacks for it to be reliable.
    when 'pending_rows_percent' then '1'
    when 'pending_rows_min' then '100'
    when 'completeness_required' then 'true'
    -- Whether those who operate may refresh what failed, though they may refresh nothing else.
    when 'operators_retry' then 'true'
    -- Alerts: failures in a row; a refresh slower than its usual one by a factor and by milliseconds, among the
    -- latest, where there are enough of them; nobody drives; looks at missing money too far apart to prove anything.
    when 'alert_failures' then '2'
    when 'rebuilds_in_a_row' then '3'
    when 'slow_factor' then '3'
    when 'slow_ms_min' then '1000'
    when 'slow_among' then '50'
    when 'slow_among_min' then '5'
    when 'driver_silence' then '10 minutes'
    when 'money_gap' then '10 minutes'
    -- A breach shorter than this is not drawn; a slot or a try that comes so much later is late.
    when 'breach_min' then '1 minute'
    when 'late_try' then '1 minute'
    -- Waits: between tries of a view (views.retry_seconds, doubling) at most; while a long transaction holds it; until
    -- a skip is put on record again; between tries of a notification, doubling, and at most.
    when 'retry_max' then '10 minutes'
    when 'held_retry' then '5 minutes'
    when 'skip_again' then '5 minutes'
    when 'notification_retry' then '15 seconds'
    when 'notification_retry_max' then '1 hour'
    -- After which time a claim was left by a process that died; until when a driver counts as there.
    when 'slot_claim' then '2 minutes'
    when 'verification_claim' then '6 hours'
    when 'notification_claim' then '2 minutes'
    when 'driver_gap' then '3 minutes'
    when 'heartbeat' then '5 seconds'
    -- How long until a driver looks again, while nobody knows; by how much a refresh for a target may come before a
    -- slot of a cron that comes again in time, and stand for it.
    when 'driver_look' then '15 seconds'
    when 'slot_early' then '5 minutes'
    -- How long a worker that sleeps while nothing is due does so at most.
    when 'sleep_max' then '1 hour'
    -- How long tracking's trial writes wait for whoever holds a row or the table.
    when 'trial_lock' then '100ms'
    -- Which share of the keys a verification compares on working days; from when on an open transaction is long.
    when 'verification_percent' then '10'
    when 'long_transaction' then '5 minutes'
    -- A session: at most, and while no page of it asks for anything; how long who has shown who he is need not again.
    when 'session_limit' then '12 hours'
    when 'session_idle' then '4 hours'
    when 'fresh_authentication' then '10 minutes'
    -- How long the log and its traces are kept; how far back failures of pg_cron are taken over.
    when 'keep_days' then '90'
    -- How long the sums per five minutes are.
    when 'history_days' then '365'
    when 'cron_failures' then '7 days' end;
begin
  if v_default is null then
    raise exception 'there is no setting "%"', p_key using errcode = 'invalid_parameter_value',
      hint = 'They are listed in frescura.setting itself.';
  end if;
  return frescura.setting_or(p_key, v_default);
end
$$;

comment on function frescura.setting(text) is
'A duration or threshold by which Frescura judges, as text to be cast: the value in frescura.settings, or else its '
'default, which stands here and nowhere else. Change one by: insert into frescura.settings (key, value) values '
'(''keep_days'', ''30''). Raises invalid_parameter_value (22023) for a key that is not known.';
