create or replace trigger mv_view_sources_keep_threshold after update of threshold, enabled on public.mv_view_sources
  for each row execute function public.mv_keep_threshold();
