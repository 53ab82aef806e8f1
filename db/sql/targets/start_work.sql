create or replace function frescura.start_work(p_at timestamptz default clock_timestamp())
returns table (view_id bigint, slug text, for_view text, late_at timestamptz, ends_at timestamptz, gives_way boolean)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with due as materialized (
    select s.*, row_number() over (
             -- What is late already cannot be kept any more: there the money decides.
             order by greatest(s.late_at, p_at), coalesce(m.missing, 0) desc, s.late_at, s.view_id) as place
      from (select d.*, count(*) over () as among from frescura.starts(p_at) d) s
      left join lateral (
        select max(x.amount) as missing from frescura.pending(s.slug) x where s.among > 1) m on true
  ), chain as (
    select d.place, d.view_id as consumer, d.view_id from due d
    union all
    -- Those below whose data is what holds it up, or would soon.
    select d.place, d.view_id, u.id
      from due d cross join lateral frescura.all_upstreams(d.view_id) a
      join frescura.views u on u.id = a.view_id and u.enabled and u.suspended_at is null and u.retry_at is null
      left join lateral frescura.last_good(u.id, u.view_oid) g on true
     where coalesce(least(frescura.data_as_of(g), g.refresh_started_at), '-infinity')
           <= greatest(d.data_as_of, p_at - make_interval(secs => d.target_seconds / 2.0))
  ), first as (
    -- Each once, with the most urgent of those that need it.
    select distinct on (c.view_id) c.* from chain c order by c.view_id, c.place
  ), timed as (
    select f.*, v.slug, g.depth, d.late_at, c.slug as consumer_slug,
           p_at + make_interval(secs => sum(frescura.run_seconds(f.view_id)) over (
             order by f.place, g.depth, f.view_id)) as ends_at
      from first f join frescura.views v on v.id = f.view_id join frescura.graph() g on g.view_id = f.view_id
      join due d on d.place = f.place join frescura.views c on c.id = f.consumer
  )
  select t.view_id, t.slug, t.consumer_slug, t.late_at, t.ends_at,
         exists (select from due d where d.view_id = t.view_id and d.late_at < t.ends_at)
    from timed t order by t.place, t.depth, t.view_id
$$;

comment on function frescura.start_work(timestamptz) is
'What has to be refreshed now for targets to be kept (frescura.starts), in the order in which it is to be done: the '
'earliest deadline first, among those that are late already the most money missing, and each after those below that '
'hold it up. for_view: for whose target; late_at: when that is missed; ends_at: when it will be done, one after the '
'other; gives_way: its target cannot be kept any more, by what stands before it or by its own run.';
