create or replace function frescura.lagging_upstreams(p_view_id bigint, p_event frescura.refresh_triggers)
returns setof bigint
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- Down from the view by what it reads now: each that lies between it and the source of the event.
  with recursive between as (
    select u.view_id from frescura.upstreams(p_view_id) u
    union
    select u.view_id from between b cross join lateral frescura.upstreams(b.view_id) u
  ), lagging as (
    select b.view_id
      from between b
     cross join lateral frescura.locate(b.view_id) at
     cross join (select frescura.event_source(p_event) as oid) source
      left join lateral frescura.last_good(b.view_id, at.view_oid) g on true
     where (source.oid is null or frescura.reads_table(at.view_oid, source.oid))
       and (g.id is null or not frescura.untouched(b.view_id) or not frescura.contains(g, p_event.xid, source.oid))
  )
  select l.view_id from lagging l
   where not exists (select from frescura.upstreams(l.view_id) u join lagging below on below.view_id = u.view_id)
$$;

comment on function frescura.lagging_upstreams(bigint, frescura.refresh_triggers) is
'Of the registered views between a view (id in frescura.views) and the source of an event, those that do not contain '
'the event yet and are next to take it in: nothing below them lacks it.';
