create or replace function frescura.drop_capture(p_source_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute (select string_agg(format('drop function if exists frescura.%I() cascade',
                                    'capture_' || p_source_id || '_' || o), '; ')
             from unnest(array['insert', 'update', 'delete', 'truncate']) o);
  execute format('drop function if exists frescura.%I(text)', 'lookup_' || p_source_id);
end
$$;

comment on function frescura.drop_capture(bigint) is
'Drops the triggers and functions that frescura.make_capture and frescura.make_lookup made for a row of '
'frescura.view_sources, on the table and all its partitions or children. Waits for who writes there. For '
'frescura.unwatch and frescura.unregister.';
