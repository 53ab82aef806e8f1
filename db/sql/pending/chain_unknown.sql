create or replace function frescura.chain_unknown(p_view_id bigint) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_at record;
  v_good frescura.refresh_log;
  v_step jsonb;
  v_state record;
begin
  select * into v_at from frescura.locate(p_view_id);
  if v_at.view_oid is null or not exists (select from frescura.base_relations(v_at.view_oid) b where b.kind = 'm')
     or exists (select from frescura.base_relations(v_at.view_oid) b where b.kind in ('r', 'p', 'f')) then
    return 'not_tracked';
  end if;
  select * into v_good from frescura.last_good(p_view_id, v_at.view_oid);
  if v_good.id is null or v_good.lineage is null then
    return 'no_baseline';
  end if;
  if not frescura.untouched(p_view_id) then
    return 'refreshed_by_others';
  end if;
  for v_step in select s.step from jsonb_array_elements(v_good.lineage) s (step) loop
    if v_step ? 'unknown' then
      return coalesce(nullif(v_step ->> 'unknown', 'not_known'), 'no_baseline');
    end if;
    if v_step ? 'pruned' then
      return 'no_baseline';
    end if;
    if (v_step -> 'tables')::boolean then
      if not v_step ? 'capture' then
        return 'not_tracked';
      end if;
      select s.known, s.reason, md5(t.capture_digest) as capture, t.lost_count into v_state
        from frescura.tracking t cross join lateral frescura.tracking_status(t.view_id) s
       where t.view_id = (v_step ->> 'view_id')::bigint;
      if not found then
        return 'not_tracked';
      end if;
      if not v_state.known then
        return v_state.reason;
      end if;
      if exists (select from frescura.gone_columns((v_step ->> 'view_id')::bigint)) then
        return 'renamed';
      end if;
      -- Between what this view saw of it and its own last refresh writes may have been missed.
      if v_state.capture is distinct from v_step ->> 'capture'
         or v_state.lost_count is distinct from (v_step ->> 'lost')::bigint then
        return 'capture_failed';
      end if;
    end if;
  end loop;
  return null;
end
$$;

comment on function frescura.chain_unknown(bigint) is
'Why it is not known what a view that is not tracked (id in frescura.views) lacks, and null where it is: it reads '
'nothing but materialized views, and all at the bottom of the chain are tracked and have been whole since what its '
'last refresh saw of them. not_tracked, no_baseline, refreshed_by_others, unregistered, unpopulated, never_refreshed, '
'or of the view at the bottom a reason of frescura.tracking_status.';
