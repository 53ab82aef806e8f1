create or replace function public.mv_keep_threshold() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform public.mv_make_threshold(new.id);
  return null;
end
$$;

comment on function public.mv_keep_threshold() is
'Trigger of mv_view_sources: a threshold that is changed or switched off counts from the next write on.';

revoke all on function public.mv_keep_threshold() from public;
