create or replace function frescura.doctor_object(p_view_id bigint)
returns table (check_name text, severity text, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with v as (
    select w.slug, at.*, format('%I.%I', at.schema_name, at.view_name) as sql_name
      from frescura.views w cross join lateral frescura.locate(w.id) at where w.id = p_view_id
  )
  select 'exists', 'error', format('The materialized view %s does not exist.', v.sql_name),
         format('select frescura.unregister(%L); -- or create the view again', v.slug)
    from v where v.state = 'missing'
  union all
  select 'name', 'warning',
         format('The view is called %s now; it is still refreshed, under its old name in the registry.', v.sql_name),
         format('update frescura.views set schema_name = %L, view_name = %L where slug = %L;', v.schema_name,
                v.view_name, v.slug)
    from v where v.state = 'renamed'
  union all
  select 'recreated', 'warning',
         'The view was created anew since its last refresh, which says nothing about its data now.',
         format('select * from frescura.refresh(%L);', v.slug)
    from v where v.state = 'recreated'
  union all
  select 'populated', 'error', 'The view has never been populated: every query on it fails.',
         format('select * from frescura.refresh(%L);', v.slug)
    from v where v.view_oid is not null and not v.populated
  union all
  -- Where writes are not tracked, whatever happened since the last refresh looks like drift.
  select 'drift', 'error',
         format('%s keys of the view differ from its definition, by the verification of %s over %s%% of them: %s%s.',
                a.differing_keys, to_char(a.started_at at time zone v.time_zone, 'YYYY-MM-DD HH24:MI'),
                a.sample_percent,
                (select string_agg(k.key::text, ', ') from (select key from jsonb_array_elements(a.keys) key
                                                            limit 5) k),
                case when a.differing_keys > 5 then ' ...' else '' end),
         format('select * from frescura.refresh(%L); select * from frescura.verify(%L); -- and look for what writes '
                'past the triggers', v.slug, v.slug)
    from frescura.views v
    join frescura.tracking t on t.view_id = v.id
    join frescura.open_drift() a on a.view_id = v.id
   where v.id = p_view_id
$$;

comment on function frescura.doctor_object(bigint) is
'The part of frescura.doctor that asks whether the registered view (id in frescura.views) is still the one that was '
'registered, and holds data, and that of its definition by the latest verification.';
