create or replace function frescura.can_renew(p_view_id bigint, p_as_of timestamptz) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select not exists (
    select from frescura.all_upstreams(p_view_id) a join frescura.views u on u.id = a.view_id
      left join lateral frescura.last_good(u.id, u.view_oid) g on true
     where (not u.enabled or u.suspended_at is not null or u.retry_at is not null)
       and coalesce(frescura.data_as_of(g), '-infinity') <= p_as_of)
$$;

comment on function frescura.can_renew(bigint, timestamptz) is
'Whether a view (id in frescura.views) can have newer data than as of p_as_of: none of the registered views below '
'that has no newer is switched off, suspended or waiting for a retry.';
