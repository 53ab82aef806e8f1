create or replace function frescura.doctor_check_bloat(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with heap as (
    -- Pages as the catalog last counted them: to measure the file would wait behind a plain refresh.
    select format('%I.%I', at.schema_name, at.view_name) as name,
           c.relpages * current_setting('block_size')::bigint as heap_bytes,
           coalesce(s.n_dead_tup, 0) as dead_rows, coalesce(s.n_live_tup, 0) as live_rows,
           (select ceil(c.reltuples * sum(p.avg_width * (1 - p.null_frac) + 28.0 / c.relnatts))::bigint
              from pg_stats p where p.schemaname = at.schema_name and p.tablename = at.view_name
            having count(*) = c.relnatts) as live_bytes,
           frescura.setting_or('bloat_factor', '3')::numeric as factor,
           (select round(avg(l.wal_bytes))::bigint
              from (select g.wal_bytes from frescura.refresh_log g
                     where g.view_id = p_view_id and g.status = 'completed' order by g.created_at desc limit 20) l)
             as wal_bytes
      from frescura.locate(p_view_id) at join pg_class c on c.oid = at.view_oid
      left join pg_stat_all_tables s on s.relid = c.oid
     where at.populated
  ), bloated as (
    select h.*, case when h.dead_rows > (h.factor - 1) * h.live_rows then 'dead'
                     when h.heap_bytes > h.factor * h.live_bytes then 'sparse' end as code
      from heap h where h.heap_bytes >= pg_size_bytes(frescura.setting_or('bloat_min', '16 MB'))
  )
  select case b.code when 'dead' then 'warning' else 'info' end,
         jsonb_build_object('code', b.code, 'dead_rows', b.dead_rows, 'live_rows', b.live_rows,
                            'heap_bytes', b.heap_bytes, 'live_bytes', b.live_bytes,
                            'wal', case when b.wal_bytes is null then 'unknown' else 'known' end,
                            'wal_per_refresh_bytes', coalesce(b.wal_bytes, 0)),
         case b.code
           when 'dead' then format('No vacuum has cleaned up %s replaced rows beside %s live ones.', b.dead_rows,
                                   b.live_rows)
           else format('It takes %s, though its rows need about %s: every scan reads the rest too.',
                       pg_size_pretty(b.heap_bytes), pg_size_pretty(b.live_bytes)) end
           || coalesce(' A refresh writes ' || pg_size_pretty(b.wal_bytes) || ' to the WAL.', ''),
         case b.code when 'dead' then format('vacuum (analyze) %s;', b.name)
              else format('-- when nobody reads, who would wait: vacuum (full, analyze) %s;', b.name) end
    from bloated b where b.code is not null
$$;

comment on function frescura.doctor_check_bloat(bigint) is
'A check of frescura.doctor: whether a registered view (id in frescura.views) of bloat_min (setting, 16 MB) or more '
'takes over bloat_factor (setting, 3) times the room that its live rows need. detail: code (dead: replaced rows are '
'not vacuumed; sparse: their room is not used again), dead_rows, live_rows, heap_bytes and live_bytes, null where the '
'view was never analyzed; wal (known or unknown) and wal_per_refresh_bytes, the mean of the last 20 refreshes of which '
'it is known (frescura.note_wal).';
