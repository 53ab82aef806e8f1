create or replace function frescura.run_seconds(p_view_id bigint) returns double precision
language sql stable
-- Without a search_path of its own, so that it becomes part of the query that asks, and an index answers.
as $$
  select coalesce(percentile_disc(0.95) within group (order by r.ms), 0) / 1000.0
    from (select l.refresh_duration_ms as ms from frescura.refresh_log l
           where l.view_id = p_view_id and l.status = 'completed'
           order by l.refresh_started_at desc limit 20) r
$$;

comment on function frescura.run_seconds(bigint) is
'How long a refresh of a view (id in frescura.views) takes, its waits for locks included: the 95th percentile of '
'the last twenty that completed, in seconds; 0 where there was none.';
