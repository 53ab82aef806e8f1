create or replace function frescura.rate_limit_take(
  p_bucket text, p_caller text, p_limit integer, p_window interval default interval '1 hour',
  out allowed boolean, out remaining integer, out retry_after_seconds integer)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_hits timestamptz[];
  v_now timestamptz;
begin
  -- The row lock makes one decision at a time, so that a burst cannot pass between count and write; taken by
  -- the upsert itself, so that a row deleted meanwhile is simply made again.
  insert into frescura.rate_limits as l (bucket, caller, hits) values (p_bucket, p_caller, '{}')
  on conflict (bucket, caller) do update set hits = l.hits
  returning array(select h from unnest(l.hits) h where h > clock_timestamp() - p_window order by h) into v_hits;
  v_now := clock_timestamp();
  allowed := cardinality(v_hits) < p_limit;
  if allowed then
    v_hits := v_hits || v_now;
  end if;
  update frescura.rate_limits set hits = v_hits where bucket = p_bucket and caller = p_caller;
  remaining := greatest(p_limit - cardinality(v_hits), 0);
  retry_after_seconds := case when remaining > 0 then 0
    else greatest(ceil(extract(epoch from v_hits[cardinality(v_hits) - p_limit + 1] + p_window - v_now)), 1) end;
end
$$;

comment on function frescura.rate_limit_take(text, text, integer, interval) is
'Takes one use of a bucket for a caller, at most p_limit in any window of p_window (default one hour), over all '
'instances. Returns allowed, remaining uses, and retry_after_seconds until the next one is free (0 while some remain).';
