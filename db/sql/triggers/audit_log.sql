-- Always: a session that plays a replica is no way around it.
create or replace trigger mv_audit_log_only_grows before update or delete or truncate on public.mv_audit_log
  for each statement execute function public.mv_refuse_change();
alter table public.mv_audit_log enable always trigger mv_audit_log_only_grows;
