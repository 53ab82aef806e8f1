create or replace function frescura.doctor_drift(p_view_id bigint)
returns table (check_name text, severity text, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- Where writes are not tracked, whatever happened since the last refresh looks like drift.
  select 'drift', 'error',
         format('%s keys of the view differ from its definition, by the audit of %s over %s%% of the keys: %s%s.',
                a.differing_keys, to_char(a.started_at at time zone v.time_zone, 'YYYY-MM-DD HH24:MI'), a.sample_percent,
                (select string_agg(k.key::text, ', ') from (select key from jsonb_array_elements(a.keys) key limit 5) k),
                case when a.differing_keys > 5 then ' …' else '' end),
         format('select * from frescura.refresh(%L); select * from frescura.verify(%L); -- and look for what writes past the triggers', v.slug, v.slug)
    from frescura.views v
    join frescura.tracking t on t.view_id = v.id
    join frescura.open_drift() a on a.view_id = v.id
   where v.id = p_view_id
$$;

comment on function frescura.doctor_drift(bigint) is
'The part of frescura.doctor that asks whether an audit of a tracked view (id in frescura.views) found keys at which it differs from its definition.';
