create or replace function frescura.make_threshold(p_source_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_threshold numeric;
  v_name text := 'threshold_' || p_source_id;
begin
  select case when s.enabled then s.threshold end into v_threshold from frescura.view_sources s
   where s.id = p_source_id;
  -- Stable, not immutable: inlined into the plans of the capture functions, which then notice a new version.
  execute format('create or replace function frescura.%I() returns numeric language sql stable as %L',
                 v_name, format('select %s::numeric', coalesce(quote_literal(v_threshold), 'null')));
  execute format('revoke all on function frescura.%I() from public', v_name);
  execute format('comment on function frescura.%I() is %L', v_name,
                 format('From which amount on a write to source %s is a high-impact event: view_sources.threshold, '
                        'null while that is switched off. Kept by a trigger.', p_source_id));
end
$$;

comment on function frescura.make_threshold(bigint) is
'Writes the threshold of a row of frescura.view_sources into a function of its own, threshold_<id>(): a capture '
'function compares with it at every write, where looking it up in the table would cost as much as recording the write.';
