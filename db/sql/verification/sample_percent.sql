create or replace function frescura.sample_percent(p_view_id bigint) returns real
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case
    when exists (select from frescura.open_drift() d where d.view_id = v.id) then 100
    when extract(isodow from clock_timestamp() at time zone v.time_zone) = 7 then 100
    else 10 end::real
    from frescura.views v where v.id = p_view_id
$$;

comment on function frescura.sample_percent(bigint) is
'Which share of a view (id in frescura.views) its nightly audit compares, in percent: a tenth, all on Sundays, and all while a difference is open, since only an audit that looks at its keys again can say that it is gone.';
