create or replace function frescura.prove_delta(p_view_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_found frescura.verifications;
begin
  if not exists (select from frescura.view_strategies s
                  where s.view_id = p_view_id
                    and s.proven < frescura.setting_or('delta_proofs', '5')::integer) then
    return;
  end if;
  v_found := frescura.verify((select v.slug from frescura.views v where v.id = p_view_id), 100, 'frescura:delta');
  if v_found.differing_keys = 0 and v_found.rows_checked > 0 then
    update frescura.view_strategies set proven = proven + 1 where view_id = p_view_id;
  end if;
exception when others then
  -- A refresh that is good does not fail for it; the next delta is verified instead.
  raise warning 'the delta of view % could not be verified: %', p_view_id, sqlerrm;
end
$$;

comment on function frescura.prove_delta(bigint) is
'Verifies a view (id in frescura.views) whole after each of its first deltas, delta_proofs (setting, 5) of them: '
'frescura.verify says what follows from a difference. Never raises. Called by frescura.refresh_attempt.';
