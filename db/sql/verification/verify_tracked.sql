create or replace function frescura.verify_tracked(p_triggered_by text default current_user)
returns setof frescura.verifications
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v record;
begin
  for v in select * from frescura.verifiable() loop
    begin
      return next frescura.verify(v.slug, v.sample_percent, p_triggered_by);
    exception when others then
      raise warning 'the view % could not be verified: %', v.slug, sqlerrm;
    end;
  end loop;
end
$$;

comment on function frescura.verify_tracked(text) is
'Verifies every view of frescura.verifiable by frescura.verify, in one transaction; one that cannot be verified is '
'warned of and does not stop the others. The worker does the same view by view.';
