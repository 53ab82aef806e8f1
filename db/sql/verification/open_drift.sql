create or replace function frescura.open_drift() returns setof frescura.verifications
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- Which keys a sample has goes by its size and its day (see frescura.verify).
  select distinct on (a.view_id) a.*
    from frescura.verifications a join frescura.views v on v.id = a.view_id
   where a.differing_keys > 0
     and not exists (select from frescura.verifications b
                      where b.view_id = a.view_id and (b.started_at, b.id) > (a.started_at, a.id)
                        and b.differing_keys = 0
                        and (b.sample_percent = 100 or b.sample_percent = a.sample_percent
                               and (b.started_at at time zone v.time_zone)::date
                                   = (a.started_at at time zone v.time_zone)::date))
   order by a.view_id, a.started_at desc, a.id desc
$$;

comment on function frescura.open_drift() is
'Of each view the latest verification that found differences, unless a later one of all keys, or of the same ones, '
'found none.';
