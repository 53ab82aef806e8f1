create or replace function frescura.heartbeat(p_name text, p_kind text, p_next_look interval default null) returns void
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  insert into frescura.drivers as d (name, kind, next_look_at) values (p_name, p_kind, clock_timestamp() + p_next_look)
  on conflict (name) do update
     set seen_at = clock_timestamp(), kind = excluded.kind,
         -- A worker looks as it did; who comes on a beat may be seen twice in one visit, and is forgotten slowly.
         look_seconds = case when excluded.next_look_at is not null then d.look_seconds
                             when excluded.kind = 'worker'
                             then least(extract(epoch from clock_timestamp() - d.seen_at), 60)
                             else least(greatest(extract(epoch from clock_timestamp() - d.seen_at),
                                                 0.9 * d.look_seconds), 86400) end,
         -- What it said before stands for as long as it is at work.
         next_look_at = coalesce(excluded.next_look_at, d.next_look_at)
   where d.seen_at < clock_timestamp() - frescura.setting('heartbeat')::interval or excluded.next_look_at is not null
$$;

comment on function frescura.heartbeat(text, text, interval) is
'A sign of life of a driver: its name (worker:host:pid, vercel, pg_cron, ...) and kind. Written at most every five '
'seconds, unless it says in how long it looks next (p_next_look; zero: it makes no promise): until then its silence '
'is no sign of death. How far apart its looks are is kept in look_seconds.';
