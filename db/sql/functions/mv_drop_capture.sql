create or replace function public.mv_drop_capture(p_source_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute (select string_agg(format('drop function if exists public.%I() cascade', 'mv_capture_' || p_source_id || '_' || o), '; ')
             from unnest(array['insert', 'update', 'delete', 'truncate']) o);
end
$$;

comment on function public.mv_drop_capture(bigint) is
'Drops the triggers and functions that mv_make_capture made for a row of mv_view_sources, on the table and all its partitions or children. Waits for who writes there. For mv_unwatch and mv_unregister.';
