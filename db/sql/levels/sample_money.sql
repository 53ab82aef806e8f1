create or replace function frescura.sample_money() returns void
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  insert into frescura.money_hourly as h (view_id, hour, sampled_at, observed_seconds, missed_seconds, amount_max, over)
  select v.id, date_trunc('hour', now.at), now.at, since.seconds, case when last.over then since.seconds else 0 end,
         m.amount, m.amount > v.pending_amount_max
    from (select clock_timestamp() as at) now
    cross join frescura.views v
    cross join lateral (select frescura.money_pending(v.id) as amount) m
    left join lateral (select l.sampled_at, l.over from frescura.money_hourly l
                        where l.view_id = v.id order by l.hour desc limit 1) last on true
    -- What nobody looked at is not observed.
    cross join lateral (select case when last.sampled_at > now.at - interval '10 minutes'
                                    then extract(epoch from now.at - last.sampled_at) else 0 end as seconds) since
   where v.pending_amount_max is not null and m.amount is not null
     and coalesce(last.sampled_at, '-infinity') < now.at
  on conflict (view_id, hour) do update
     set sampled_at = excluded.sampled_at, over = excluded.over,
         observed_seconds = h.observed_seconds + excluded.observed_seconds,
         missed_seconds = h.missed_seconds + excluded.missed_seconds,
         amount_max = greatest(h.amount_max, excluded.amount_max)
$$;

comment on function frescura.sample_money() is
'Looks how much money is missing from each view that has a limit on it, and keeps in frescura.money_hourly for how long it was more. Between two looks what the first one found is taken to hold; looks over ten minutes apart prove nothing of the time between. Called by frescura.check_alerts.';
