create or replace function frescura.refresh_mode(p_view oid, out mode text, out reason text)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
begin
  mode := 'plain';
  if not (select relispopulated from pg_class where oid = p_view) then
    reason := 'The view has never been populated, and a first refresh cannot be concurrent.';
  elsif frescura.key_columns(p_view) is null then
    reason := 'The view has no unique index over plain columns without WHERE, which a concurrent refresh needs. '
              'Readers wait while it is refreshed.';
  elsif not (select has_database_privilege(c.relowner, current_database(), 'temporary') from pg_class c
              where c.oid = p_view) then
    reason := 'The owner of the view may not make temporary tables, which a concurrent refresh needs. Readers wait '
              'while it is refreshed.';
  else
    mode := 'concurrent';
  end if;
end
$$;

comment on function frescura.refresh_mode(oid) is
'How a materialized view (its oid) can be refreshed now: mode concurrent, or plain with the reason in words.';
