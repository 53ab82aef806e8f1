create or replace function frescura.event_statement(s frescura.view_sources, p_operation text, p_touched text)
returns text
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  select case when s.threshold is null then '' else format(
    'insert into frescura.refresh_triggers (view_id, source_table, source_key, operation, amount)
         select w.view_id, %1$L, t.source_key, %2$L,
                -- The column holds twelve digits before the point; a source may hold more, or infinity.
                least(max(t.amount), 999999999999.99)
           from frescura.view_sources w cross join lateral (%3$s) t
          where w.id = %4$s and w.enabled and t.amount >= w.threshold
          group by w.view_id, t.source_key;
        if found then
          perform pg_notify(''frescura'', json_build_object(''event'', %4$s)::text);
        end if;',
    frescura.display_name(s.source_schema, s.source_name), p_operation,
    coalesce(p_touched, 'select null::text as source_key, w.threshold as amount'), s.id) end
$$;

comment on function frescura.event_statement(frescura.view_sources, text, text) is
'The statement by which a capture function records high-impact events: for a source, an operation and the select of the touched rows (null for truncate). Empty without a threshold. For frescura.make_capture.';
