create or replace function frescura.heartbeat(p_name text, p_kind text) returns void
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  insert into frescura.drivers as d (name, kind) values (p_name, p_kind)
  on conflict (name) do update set seen_at = clock_timestamp(), kind = excluded.kind
   where d.seen_at < clock_timestamp() - frescura.setting('heartbeat')::interval
$$;

comment on function frescura.heartbeat(text, text) is
'A sign of life of a driver: its name (worker:host:pid, vercel, pg_cron, ...) and kind. Written at most every five '
'seconds.';
