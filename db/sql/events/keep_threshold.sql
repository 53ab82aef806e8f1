create or replace function frescura.keep_threshold() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform frescura.make_threshold(new.id);
  return null;
end
$$;

comment on function frescura.keep_threshold() is
'Trigger of frescura.view_sources: a threshold that is changed or switched off counts from the next write on.';
