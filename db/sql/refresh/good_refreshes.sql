-- With the rights of whoever asks, as if he read the log itself; all of its columns, for who takes its rows on.
create or replace view frescura.good_refreshes with (security_invoker = true) as
  select * from frescura.refresh_log where status = 'completed' or reason = 'nothing_pending';

comment on view frescura.good_refreshes is
'The attempts of frescura.refresh_log after which a view holds the data as of their start: those that completed, and '
'those skipped because nothing was pending. Their indexes are refresh_log_vouching and refresh_log_shown.';

grant select on frescura.good_refreshes to public;
