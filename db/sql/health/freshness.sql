create or replace function frescura.freshness(p_age_seconds integer, p_sla_seconds integer, p_stale_seconds integer)
returns text
language sql immutable parallel safe
as $$
  select case when p_age_seconds is null then 'unknown'
              when p_age_seconds <= p_sla_seconds then 'fresh'
              when p_age_seconds <= p_stale_seconds then 'stale'
              else 'very_stale' end
$$;

comment on function frescura.freshness(integer, integer, integer) is
'The state of an age in seconds against the SLA and the end of stale, both in seconds: fresh, stale, very_stale; '
'unknown for no age.';
