create or replace function frescura.good_refreshes(p_view_id bigint) returns setof frescura.refresh_log
language sql stable
-- Without a search_path of its own, so that it becomes part of the query that asks, and an index answers.
as $$
  select * from frescura.refresh_log
   where view_id = p_view_id and (status = 'completed' or reason = 'nothing_pending')
$$;

comment on function frescura.good_refreshes(bigint) is
'The attempts of frescura.refresh_log after which a view (id in frescura.views) holds the data as of their start: '
'those that completed, and those skipped because nothing was pending. Their indexes are refresh_log_baselines and '
'refresh_log_shown.';
