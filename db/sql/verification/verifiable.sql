create or replace function frescura.verifiable(p_view_id bigint default null)
returns table (view_id bigint, slug text, sample_percent real)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, v.slug,
         -- Only a verification that looks at the keys of a difference again can say that it is gone.
         case when exists (select from frescura.open_drift() d where d.view_id = v.id) then 100
              when extract(isodow from clock_timestamp() at time zone v.time_zone) = 7 then 100
              else frescura.setting('verification_percent')::real end
    from frescura.tracking t join frescura.views v on v.id = t.view_id
   where v.enabled and (p_view_id is null or v.id = p_view_id)
     and (select s.known from frescura.baseline_status(v.id) s)
   order by v.id
$$;

comment on function frescura.verifiable(bigint) is
'The views that a nightly verification compares, all or the one with that id in frescura.views, where a difference '
'means something: enabled, tracked, and known to be captured; each with the share of its keys that is compared, in '
'percent: a tenth, all on Sundays, and all while a difference is open.';
