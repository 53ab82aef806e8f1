create or replace function public.mv_auditable(p_view_id bigint default null)
returns table (view_id bigint, slug text, sample_percent real)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, v.slug, public.mv_audit_share(v.id)
    from public.mv_tracking t join public.mv_views v on v.id = t.view_id
   where v.enabled and (p_view_id is null or v.id = p_view_id) and (select s.known from public.mv_live_state(v.id) s)
   order by v.id
$$;

comment on function public.mv_auditable(bigint) is
'The views that a nightly audit compares, all or the one with that id in mv_views, where a difference means something: enabled, tracked, and known to be captured; each with the share of it, in percent, by mv_audit_share.';
