create or replace function frescura.availability(p_view text default null, p_hours integer default 24)
returns table (slug text, reads bigint, answered bigint, failed bigint, percent numeric,
               from_view bigint, from_live bigint, from_base bigint, cache_hits bigint, cache_percent numeric)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select v.slug, sums.reads, sums.reads - sums.failed, sums.failed,
         -- Downwards: 100.000 is only for whoever never failed.
         trunc(100.0 * (sums.reads - sums.failed) / nullif(sums.reads, 0), 3),
         sums.mv, sums.live, sums.base, sums.hits, round(100.0 * sums.hits / nullif(sums.mv, 0), 1)
    from frescura.views v
    cross join lateral (
      select coalesce(sum(r.reads), 0)::bigint as reads,
             coalesce(sum(r.reads) filter (where r.served_from = 'failed'), 0)::bigint as failed,
             coalesce(sum(r.reads) filter (where r.served_from = 'mv'), 0)::bigint as mv,
             coalesce(sum(r.reads) filter (where r.served_from = 'live'), 0)::bigint as live,
             coalesce(sum(r.reads) filter (where r.served_from = 'base'), 0)::bigint as base,
             coalesce(sum(r.cache_hits), 0)::bigint as hits
        from frescura.reads r
       where r.view_id = v.id and r.hour > clock_timestamp() - make_interval(hours => p_hours)) sums
   where p_view is null or v.id = frescura.view_id(p_view)
   order by v.id
$$;

comment on function frescura.availability(text, integer) is
'How often views (or one, by slug or name) answered, from frescura.reads: the hours that began in the last p_hours '
'hours. reads, answered, failed; percent answered, cut after three digits, null without reads; where the answers came '
'from (from_view, from_live, from_base); cache_hits, and their share of from_view in percent.';
