create or replace function frescura.verdict(p_view text default null)
returns table (
  view_id bigint, slug text, verdict text, rank integer, reasons jsonb, data_as_of timestamptz, age_seconds integer,
  late_at timestamptz, freshness text, pending_known boolean, pending_reason text, pending_transactions bigint,
  pending_amounts jsonb, pending_oldest_at timestamptz)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with asked as materialized (
    select case when p_view is not null then frescura.view_id(p_view) end as id,
           frescura.setting('completeness_required')::boolean as completeness,
           frescura.setting('pending_rows_min')::numeric as rows_min,
           frescura.setting('pending_rows_percent')::numeric / 100 as rows_share
  ), drift as materialized (
    select o.view_id, o.differing_keys from frescura.open_drift() o
  ), unseen as materialized (
    select u.view_id, array_agg(u.source order by u.source) as sources
      from asked a cross join lateral frescura.unseen_sources(a.id) u group by 1
  ), f as (
    select w.*, a.completeness, greatest(a.rows_min, floor(a.rows_share * coalesce(w.rows_count, 0))) as rows_max,
           p.amounts, p.weights, p.transactions, p.oldest, p.emptied,
           w.tracked or w.lineage is not null as told,
           (w.tracked or w.lineage is not null) and coalesce(p.known, true) as p_known,
           case when w.tracked or w.lineage is not null then p.reason else 'not_tracked' end as p_reason
      from asked a
     cross join lateral frescura.facts(a.id) w
      left join lateral (
        select bool_and(q.known) as known, max(q.reason) as reason, sum(q.transactions)::bigint as transactions,
               jsonb_object_agg(coalesce(q.currency, ''), q.amount) filter (where q.known) as amounts,
               -- A large payment is missing, whatever is paid back beside it.
               jsonb_object_agg(coalesce(q.currency, ''), greatest(q.amount, q.top)) filter (where q.known) as weights,
               min(q.oldest_at) as oldest, bool_or(q.reason = 'whole_source_changed') as emptied
          from (select x.known, x.reason, x.currency, sum(x.transactions) as transactions, sum(x.amount) as amount,
                       sum(x.amount) filter (where x.class = 'high_impact') as top, min(x.oldest_at) as oldest_at
                  from frescura.pending(w.slug) x group by 1, 2, 3) q) p
        on w.tracked or w.lineage is not null
  )
  select f.view_id, f.slug, coalesce(r.verdict, 'reliable'), coalesce(r.rank, 0), coalesce(r.reasons, '[]'),
         f.data_as_of, f.age_seconds, f.data_as_of + make_interval(secs => f.sla_seconds),
         -- A write may have been missed: what the clock says is worth nothing until a refresh makes a new baseline.
         case when f.p_reason in ('capture_off', 'capture_failed') then 'unknown'
              else frescura.freshness(f.age_seconds, f.sla_seconds, f.stale_seconds) end,
         f.p_known, f.p_reason, coalesce(f.transactions, 0), coalesce(f.amounts, '{}'), f.oldest
    from f
    left join drift d on d.view_id = f.view_id
    left join unseen u on u.view_id = f.view_id
   cross join lateral (
     select jsonb_agg(jsonb_build_object('code', c.code, 'verdict', k.verdict) || c.detail order by k.rank desc)
              as reasons,
            (array_agg(k.verdict order by k.rank desc))[1] as verdict, max(k.rank) as rank
       from (
         select case when f.state in ('missing', 'unpopulated') then f.state
                     when f.refresh_id is not null then null
                     when f.state = 'recreated' then 'recreated' else 'never_refreshed' end as code,
                '{}'::jsonb as detail
         union all select 'refreshed_by_others', '{}' where f.touched
         union all select 'roots_unknown', frescura.unknown_root(f.lineage)
          where f.refresh_id is not null and not f.touched and f.data_as_of is null
         union all select 'drift', jsonb_build_object('differing_keys', d.differing_keys) where d.view_id is not null
         union all select 'suspended', jsonb_build_object('since', f.suspended_at) where f.suspended_at is not null
         union all select 'failing', jsonb_build_object('in_a_row', f.failures, 'error_code', f.error_code)
          where f.failures > 0
         union all select 'upstream', t.detail from frescura.troubled_upstream(f.lineage) t (detail)
          where f.lineage is not null and t.detail is not null
         union all select 'completeness_unknown', jsonb_build_object('reason', f.p_reason)
          where f.told and not f.p_known and f.refresh_id is not null and f.state <> 'recreated' and not f.touched
            and f.p_reason not in ('not_tracked', 'unregistered', 'never_refreshed', 'refreshed_by_others')
            and not (f.redefined and f.p_reason = 'recreated')
         union all select 'redefined', '{}' where f.redefined
         union all select 'events_unseen', jsonb_build_object('sources', u.sources)
          where u.view_id is not null and not f.tracked
         union all select 'late', jsonb_build_object('age_seconds', f.age_seconds, 'sla_seconds', f.sla_seconds)
          where f.age_seconds > f.sla_seconds
         union all select 'money', m.detail
           from frescura.money_over(coalesce(f.weights, f.events_amounts), f.money_max, f.money_currency, f.threshold)
                m (detail)
          where coalesce(f.weights, f.events_amounts) is not null and m.detail is not null
         union all select 'rows', jsonb_build_object('transactions', f.transactions, 'transactions_max', f.rows_max)
          where f.p_known and f.transactions > f.rows_max
         union all select 'source_emptied', '{}' where f.p_known and f.emptied
         union all select 'disabled', '{}' where not f.enabled
         union all select 'not_tracked', '{}' where f.completeness and not f.p_known and f.p_reason = 'not_tracked') c
       join frescura.verdict_codes() k on k.code = c.code) r
   order by f.view_id
$$;

comment on function frescura.verdict(text) is
'What may be done with the numbers of each registered view; with a slug or name, of that one. verdict, the worst of '
'what there is: reliable, incomplete (more is missing than may be), late (older than its target), unverified (from '
'when it is or what it lacks cannot be told), failing, suspended. reasons: what was found, the worst first, as code, '
'verdict and facts of the code: in_a_row, error_code; since; view, verdict_of; reason; sources; age_seconds, '
'sla_seconds; amount, amount_max, currency; transactions, transactions_max; relation; differing_keys. rank orders '
'views, worst the highest (frescura.verdict_codes). data_as_of: the moment as of which the data is, to the roots; '
'age_seconds counts from it, late_at is when it will be late; null where not known. freshness: the contract''s words '
'for the age alone. pending_*: as in frescura.health. What is wrong now is found by each call: no write is waited '
'for. Limits where a view has none of its own: the smallest amount of its high-impact events; of rows '
'frescura.setting pending_rows_percent of the view''s, at least pending_rows_min.';
