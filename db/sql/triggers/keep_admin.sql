create or replace trigger mv_users_keep_admin_update after update on public.mv_users
  referencing old table as old_rows for each statement execute function public.mv_keep_admin();
create or replace trigger mv_users_keep_admin_delete after delete on public.mv_users
  referencing old table as old_rows for each statement execute function public.mv_keep_admin();
