create or replace function frescura.doctor_check_drift(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- Where writes are not tracked, whatever happened since the last refresh looks like drift.
  select 'error',
         jsonb_build_object('differing_keys', d.differing_keys, 'started_at', d.started_at,
                            'sample_percent', d.sample_percent, 'keys', few.keys),
         format('%s keys of the view differ from its definition, by the verification of %s over %s%% of them: %s%s.',
                d.differing_keys, to_char(d.started_at at time zone v.time_zone, 'YYYY-MM-DD HH24:MI'),
                d.sample_percent, (select string_agg(k, ', ') from jsonb_array_elements_text(few.keys) k),
                case when d.differing_keys > 5 then ' ...' else '' end),
         format('select * from frescura.refresh(%L); select * from frescura.verify(%L); -- and look for what writes '
                'past the triggers', v.slug, v.slug)
    from frescura.views v
    join frescura.tracking t on t.view_id = v.id
    join frescura.open_drift() d on d.view_id = v.id
   cross join lateral (
     select coalesce(jsonb_agg(k.key::text), '[]') as keys
       from (select key from jsonb_array_elements(d.keys) key limit 5) k) few
   where v.id = p_view_id
$$;

comment on function frescura.doctor_check_drift(bigint) is
'A check of frescura.doctor: whether a tracked view (id in frescura.views) holds what its definition says, by the '
'latest verification. detail: differing_keys, started_at of the verification, sample_percent, keys (five of them).';
