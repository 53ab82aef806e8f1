create or replace function frescura.late_spans(p_view_id bigint, p_from timestamptz, p_to timestamptz)
returns table (began_at timestamptz, ended_at timestamptz)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- A refresh that began too old leaves one span, not two that touch.
  select lower(r), upper(r)
    from (select range_agg(s.late) as late from frescura.staleness(p_view_id, p_from, p_to) s) j
   cross join lateral unnest(j.late) r
$$;

comment on function frescura.late_spans(bigint, timestamptz, timestamptz) is
'When, in an interval, the data that readers of a view (id in frescura.views) saw was late by its targets: from and '
'to, one row for as long as it lasted without a break.';
