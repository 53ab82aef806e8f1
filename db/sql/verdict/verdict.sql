create or replace function frescura.verdict(p_view text default null)
returns table (
  view_id bigint, slug text, verdict text, rank integer, reasons jsonb, data_as_of timestamptz, age_seconds integer,
  late_at timestamptz, freshness text, pending_known boolean, pending_reason text, pending_transactions bigint,
  pending_amounts jsonb, pending_oldest_at timestamptz)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with codes as materialized (
    select jsonb_object_agg(c.code, c.verdict) as verdicts, jsonb_object_agg(c.code, c.rank) as ranks
      from frescura.verdict_codes() c
  ), asked as materialized (
    select case when p_view is not null then frescura.view_id(p_view) end as id,
           frescura.setting('completeness_required')::boolean as completeness,
           frescura.setting('pending_rows_min')::numeric as rows_min,
           frescura.setting('pending_rows_percent')::numeric / 100 as rows_share
  ), drift as materialized (
    select o.view_id, o.differing_keys from frescura.open_drift() o
  ), unseen as materialized (
    select u.view_id, array_agg(u.source order by u.source) as sources
      from asked a cross join lateral frescura.unseen_sources(a.id) u group by 1
  ), written as materialized (
    select d.view_id, d.rows from asked a cross join lateral frescura.rows_a_day(a.id) d
  ), aimed as materialized (
    select distinct t.view_id from frescura.targets t
  ), f as (
    select w.*, coalesce(ts.seconds, w.sla_seconds) as target_seconds, ts.deadline_at,
           coalesce(ts.late, w.age_seconds > w.sla_seconds) as late,
           case when ts.seconds is null then w.data_as_of + make_interval(secs => w.sla_seconds)
                else ts.late_at end as late_at, a.completeness,
           greatest(a.rows_min, floor(a.rows_share * coalesce(wr.rows, w.rows_count, 0))) as rows_max,
           p.amounts, p.weights, p.transactions, p.oldest, p.emptied,
           t.told, t.told and coalesce(p.known, true) as p_known,
           case when t.told then p.reason else 'not_tracked' end as p_reason
      from asked a
     cross join lateral frescura.facts(a.id) w
      left join written wr on wr.view_id = w.view_id
      -- Only for those that have more than the SLA, which is quicker asked itself.
      left join aimed on aimed.view_id = w.view_id
      left join lateral frescura.target_state(aimed.view_id, w.data_as_of, clock_timestamp()) ts
        on w.data_as_of is not null
     cross join lateral (select w.tracked or w.lineage is not null) t (told)
      left join lateral (
        select bool_and(q.known) as known, max(q.reason) as reason, sum(q.transactions)::bigint as transactions,
               jsonb_object_agg(coalesce(q.currency, ''), q.amount) filter (where q.known) as amounts,
               -- A large payment is missing, whatever is paid back beside it.
               jsonb_object_agg(coalesce(q.currency, ''), greatest(q.amount, q.top)) filter (where q.known) as weights,
               min(q.oldest_at) as oldest, bool_or(q.reason = 'whole_source_changed') as emptied
          from (select x.known, x.reason, x.currency, sum(x.transactions) as transactions, sum(x.amount) as amount,
                       sum(x.amount) filter (where x.class = 'high_impact') as top, min(x.oldest_at) as oldest_at
                  from frescura.pending(w.slug) x
                 -- Here, so that only those are asked that can tell.
                 where t.told group by 1, 2, 3) q) p on true
  )
  select j.view_id, j.slug, coalesce(j.reasons[1] ->> 'verdict', 'reliable'),
         coalesce((c.ranks ->> (j.reasons[1] ->> 'code'))::integer, 0), to_jsonb(j.reasons), j.data_as_of,
         j.age_seconds, j.late_at,
         -- A write may have been missed: what the clock says is worth nothing until a refresh makes a new baseline.
         case when j.p_reason in ('capture_off', 'capture_failed') then 'unknown'
              else frescura.freshness(j.age_seconds, j.target_seconds, j.stale_seconds) end,
         j.p_known, j.p_reason, coalesce(j.transactions, 0), coalesce(j.amounts, '{}'), j.oldest
    from codes c
   cross join (
     select f.*, array(
       select r.reason || jsonb_build_object('verdict', c.verdicts -> (r.reason ->> 'code'))
         from unnest(array[
           -- By their rank, the worst first.
           case when f.state in ('missing', 'unpopulated') then jsonb_build_object('code', f.state)
                when f.refresh_id is not null then null
                when f.state = 'recreated' then '{"code": "recreated"}'
                else '{"code": "never_refreshed"}' end,
           case when f.touched then '{"code": "refreshed_by_others"}'::jsonb end,
           case when f.refresh_id is not null and not f.touched and f.data_as_of is null
                then '{"code": "roots_unknown"}'::jsonb || frescura.unknown_root(f.lineage) end,
           case when d.view_id is not null
                then jsonb_build_object('code', 'drift', 'differing_keys', d.differing_keys) end,
           case when f.suspended_at is not null
                then jsonb_build_object('code', 'suspended', 'since', f.suspended_at) end,
           case when f.failures > 0
                then jsonb_build_object('code', 'failing', 'in_a_row', f.failures, 'error_code', f.error_code) end,
           case when f.lineage is not null
                then '{"code": "upstream"}'::jsonb || frescura.troubled_upstream(f.lineage) end,
           case when f.told and not f.p_known and f.refresh_id is not null and f.state <> 'recreated'
                     and not f.touched and not (f.redefined and f.p_reason = 'recreated')
                     and f.p_reason not in ('not_tracked', 'unregistered', 'never_refreshed', 'refreshed_by_others')
                then jsonb_build_object('code', 'completeness_unknown', 'reason', f.p_reason) end,
           case when f.redefined then '{"code": "redefined"}'::jsonb end,
           case when u.view_id is not null and not f.tracked
                then jsonb_build_object('code', 'events_unseen', 'sources', u.sources) end,
           case when f.late
                then jsonb_strip_nulls(jsonb_build_object('code', 'late', 'age_seconds', f.age_seconds, 'sla_seconds',
                                                          f.target_seconds, 'deadline_at', f.deadline_at)) end,
           case when coalesce(f.weights, f.events_amounts) is not null
                then '{"code": "money"}'::jsonb
                     || frescura.money_over(coalesce(f.weights, f.events_amounts), f.money_max, f.money_currency,
                                            f.threshold) end,
           case when f.p_known and f.transactions > f.rows_max
                then jsonb_build_object('code', 'rows', 'transactions', f.transactions, 'transactions_max', f.rows_max)
                end,
           case when f.p_known and f.emptied then '{"code": "source_emptied"}'::jsonb end,
           case when not f.enabled then '{"code": "disabled"}'::jsonb end,
           case when f.completeness and not f.p_known and f.p_reason = 'not_tracked'
                then '{"code": "not_tracked"}'::jsonb end]) with ordinality r (reason, n)
        where r.reason is not null order by r.n) as reasons
       from f
      cross join codes c
       left join drift d on d.view_id = f.view_id
       left join unseen u on u.view_id = f.view_id) j
   order by j.view_id
$$;

comment on function frescura.verdict(text) is
'What may be done with the numbers of each registered view; with a slug or name, of that one. verdict, the worst of '
'what there is: reliable, incomplete (more is missing than may be), late (older than its target), unverified (from '
'when it is or what it lacks cannot be told), failing, suspended. reasons: what was found, the worst first, as code, '
'verdict and facts of the code: in_a_row, error_code; since; view, verdict_of; reason; sources; age_seconds, '
'sla_seconds (of the target in force), deadline_at (the deadline that alone was missed); amount, amount_max, currency; '
'transactions, transactions_max; relation; differing_keys. rank orders '
'views, worst the highest (frescura.verdict_codes). data_as_of: the moment as of which the data is, to the roots; '
'age_seconds counts from it, late_at is when it will be late; null where not known. freshness: the contract''s words '
'for the age alone. pending_*: as in frescura.health. What is wrong now is found by each call: no write is waited '
'for. Limits where a view has none of its own: the smallest amount of its high-impact events; of rows '
'frescura.setting pending_rows_percent of those written in the last day (of the view''s, where that is not known), at '
'least pending_rows_min.';
