create or replace function frescura.capture_holds(p_view_id bigint, p_digest text) returns boolean
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v text[] := string_to_array(p_digest, ' ');
  v_triggers oid[];
  v_functions oid[];
  v_rules oid[];
  v_family oid[];
  v_inherited xid[];
begin
  if cardinality(v) is distinct from 10 then
    -- Null, or of an earlier version: not known before the next refresh.
    return false;
  end if;
  v_triggers := v[3];
  v_functions := v[5];
  v_rules := v[7];
  v_family := v[9];
  v_inherited := v[10];
  -- All by indexes, with plans that are kept: this is asked at every read of a live view.
  -- Of none that is left there is no array, and so no answer: that is false, too.
  return coalesce((select array_agg(g.xmin order by g.oid) from pg_trigger g
                   where g.oid = any (v_triggers) and g.tgenabled = 'A') = v[4]::xid[]
     and (select array_agg(p.xmin order by p.oid) from pg_proc p where p.oid = any (v_functions)) = v[6]::xid[]
     and (v_rules = '{}' or (select array_agg(w.xmin order by w.oid) from pg_rewrite w
                             where w.oid = any (v_rules)) = v[8]::xid[])
     and (select count(*) = cardinality(v_inherited) and count(*) = count(*) filter (where i.xmin = any (v_inherited))
            from pg_inherits i where i.inhparent = any (v_family))
     and (select array_agg(s.id order by s.id) = v[1]::bigint[] and array_agg(c.oid order by s.id) = v[2]::oid[]
            from frescura.view_sources s
            left join pg_namespace n on n.nspname = s.source_schema
            left join pg_class c on c.relnamespace = n.oid and c.relname = s.source_name
           where s.view_id = p_view_id and (s.view_key is not null or s.lookup is not null))
     and not exists (select from pg_subscription_rel r where r.srrelid = any (v_family))
     -- Looked at closely only where there is something to look at.
     and (not exists (select from pg_class c where c.oid = any (v_family)
                        and (c.relpersistence = 'u' or c.relrowsecurity))
          or not exists (select from frescura.leaves_no_trace(v_family, (
                           select c.relowner from frescura.tracking t join pg_class c on c.oid = t.baseline_oid
                            where t.view_id = p_view_id)))), false);
end
$$;

comment on function frescura.capture_holds(bigint, text) is
'Whether the capture of a view (id in frescura.views) is still the one of which frescura.capture_digest made that '
'fingerprint: false once a trigger, function, partition, source or plain view between was changed, a '
'source leaves no trace any more, and for null.';
