create or replace function frescura.note_reads() returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_at constant timestamptz := frescura.five_minutes(clock_timestamp());
  v_count bigint;
begin
  with now as (
    select v.id, v.view_oid, s.counted,
           coalesce((select sum(r.reads - r.cache_hits) from frescura.reads r
                      where r.view_id = v.id and r.served_from = 'mv'), 0)::bigint as reads
      from frescura.views v cross join lateral frescura.scans_of(v.view_oid) s
  ), before as materialized (
    select c.* from frescura.read_counters c for update skip locked
  ), grown as (
    insert into frescura.read_history as h (view_id, at, reads, other_scans)
    select n.id, v_at, d.reads, d.others
      from now n
      join before b on b.view_id = n.id and b.view_oid = n.view_oid
     cross join lateral (
       select greatest(n.reads - b.reads, 0) as reads,
              -- Counters that were reset, or lost in a crash, start anew.
              greatest(case when n.counted >= b.scans then n.counted - b.scans else n.counted end
                       - b.own_scans - greatest(n.reads - b.reads, 0), 0) as others) d
     where d.reads > 0 or d.others > 0
    on conflict (view_id, at) do update
       set reads = h.reads + excluded.reads, other_scans = h.other_scans + excluded.other_scans
    returning 1
  ), noted as (
    insert into frescura.read_counters as c (view_id, view_oid, scans, reads)
    select n.id, n.view_oid, n.counted, n.reads from now n
     where exists (select from before b where b.view_id = n.id)
        or not exists (select from frescura.read_counters o where o.view_id = n.id)
    on conflict (view_id) do update
       set view_oid = excluded.view_oid, scans = excluded.scans, own_scans = 0, reads = excluded.reads
     where (c.view_oid, c.scans, c.own_scans, c.reads)
           is distinct from (excluded.view_oid, excluded.scans, 0::bigint, excluded.reads)
  )
  select count(*) into v_count from grown;
  return v_count;
end
$$;

comment on function frescura.note_reads() is
'Puts what was read of each view since the last look in frescura.read_history: reads through us, and scans that '
'PostgreSQL counted less our own. A step of frescura.upkeep_steps(). Returns how many views were read. Scans are an '
'upper bound of reads: one that looks up keys scans an index for each.';
