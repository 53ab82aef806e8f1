create or replace function frescura.target(p_view text, p_at timestamptz default clock_timestamp())
returns table (seconds integer, target_id bigint, until timestamptz, deadline_at timestamptz,
               deadline_seconds integer)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with found as materialized (
    select w.* from frescura.target_windows(frescura.view_id(p_view), p_at, p_at + interval '32 days') w
  ), strictest as (
    select f.* from found f where f.opens_at <= p_at and f.closes_at > p_at
     order by f.seconds, f.closes_at desc limit 1
  ), deadline as (
    select f.* from found f where f.opens_at = f.closes_at and f.opens_at >= p_at
     order by f.opens_at, f.seconds limit 1
  )
  select s.seconds, s.target_id,
         -- Another one is stricter from its opening on, or this one closes.
         nullif(least(s.closes_at, (select min(f.opens_at) from found f
                                     where f.opens_at > p_at and f.opens_at < f.closes_at and f.seconds < s.seconds)),
                'infinity'),
         d.opens_at, d.seconds
    from strictest s left join deadline d on true
$$;

comment on function frescura.target(text, timestamptz) is
'The target of a view (slug or name) in force at a moment: how old its data may be, in seconds; the window it comes '
'from (target_id in frescura.targets; null: views.sla_seconds); until when, where that changes within 32 days; and '
'the next deadline within as many, with how old the data may be then. Raises undefined_object for a view that is '
'not registered.';
