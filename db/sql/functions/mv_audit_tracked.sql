create or replace function public.mv_audit_tracked(p_triggered_by text default current_user)
returns setof public.mv_audits
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v record;
begin
  for v in select * from public.mv_auditable() loop
    begin
      return next public.mv_audit(v.slug, v.sample_percent, p_triggered_by);
    exception when others then
      raise warning 'the view % could not be audited: %', v.slug, sqlerrm;
    end;
  end loop;
end
$$;

comment on function public.mv_audit_tracked(text) is
'Audits every view of mv_auditable by mv_audit, in one transaction; one that cannot be audited is warned of and does not stop the others. The worker does the same view by view.';
