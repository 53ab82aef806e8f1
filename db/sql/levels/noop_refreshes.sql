create or replace function frescura.noop_refreshes(p_view text default null, p_hours integer default 720)
returns table (slug text, refreshes bigint, unchanged bigint, unchanged_percent numeric, unchanged_ms bigint,
               skipped bigint,
               tracked boolean, skip_unchanged boolean, trackable boolean)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select w.*,
         -- Asked only where the answer is of use: it means reading the whole definition.
         case when w.tracked then true
              when w.unchanged > 0
              then (select at.view_oid is not null and (frescura.untrackable(at.view_oid)).code is null
                      from frescura.locate(frescura.view_id(w.slug)) at) end
    from (
    select v.slug, count(*) filter (where l.rows_inserted is not null) as refreshes,
           count(*) filter (where l.rows_inserted = 0 and l.rows_deleted = 0) as unchanged,
           round(100.0 * count(*) filter (where l.rows_inserted = 0 and l.rows_deleted = 0)
                 / nullif(count(*) filter (where l.rows_inserted is not null), 0), 1),
           coalesce(sum(l.refresh_duration_ms) filter (where l.rows_inserted = 0 and l.rows_deleted = 0), 0)::bigint,
           count(*) filter (where l.reason = 'nothing_pending'),
           exists (select from frescura.tracking t where t.view_id = v.id) as tracked, v.skip_unchanged
      from frescura.views v
      left join lateral frescura.good_refreshes(v.id) l
        on l.created_at > clock_timestamp() - make_interval(hours => p_hours)
     where p_view is null or v.id = frescura.view_id(p_view)
     group by v.id, v.slug order by v.id) w
$$;

comment on function frescura.noop_refreshes(text, integer) is
'Per view over the last p_hours hours: refreshes whose changes were counted (concurrent ones), how many of them '
'changed nothing, their share in percent and their database time in milliseconds, and refreshes skipped because the '
'ledger proved that nothing was pending; whether the view is tracked, whether it may skip (views.skip_unchanged), and '
'whether it could be tracked at all: null where nothing was in vain, since then nobody needs to know.';
