create or replace function frescura.verifiable(p_view_id bigint default null)
returns table (view_id bigint, slug text, sample_percent real)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, v.slug, frescura.sample_percent(v.id)
    from frescura.tracking t join frescura.views v on v.id = t.view_id
   where v.enabled and (p_view_id is null or v.id = p_view_id) and (select s.known from frescura.tracking_status(v.id) s)
   order by v.id
$$;

comment on function frescura.verifiable(bigint) is
'The views that a nightly audit compares, all or the one with that id in frescura.views, where a difference means something: enabled, tracked, and known to be captured; each with the share of it, in percent, by frescura.sample_percent.';
