create or replace function frescura.event_source(p_event frescura.refresh_triggers) returns oid
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select to_regclass(format('%I.%I', s.source_schema, s.source_name))::oid
    from frescura.view_sources s
   where s.view_id = p_event.view_id
     and frescura.display_name(s.source_schema, s.source_name) = p_event.source_table
$$;

comment on function frescura.event_source(frescura.refresh_triggers) is
'The table that an event of frescura.refresh_triggers is a write to, by its oid; null where it is not known any more.';
