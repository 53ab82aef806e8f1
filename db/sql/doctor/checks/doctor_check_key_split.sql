create or replace function frescura.doctor_check_key_split(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('tables', t.names),
         format('Each source of the view that has its key in the row (%s) is mapped by a lookup in other tables: where '
                'rows of several change, none finds the key of their old values, so that it is not known what the view '
                'lacks.', t.names),
         format('-- select frescura.track(%L, %L, array[''r.<column>'']); then select * from frescura.refresh(%1$L);',
                v.slug, k.candidates[1]::regclass)
    from frescura.views v cross join lateral frescura.split_keys(v.id) k
   cross join lateral (select string_agg(c::regclass::text, ', ' order by n)
                         from unnest(k.candidates) with ordinality x (c, n)) t (names)
   -- Where no table has it, the view cannot be tracked, which is a finding of its own.
   where v.id = p_view_id and k.candidates <> '{}'
     -- So have those that are not tracked yet, and those that were renamed.
     and not exists (select from frescura.doctor_check_untracked(v.id))
     and not exists (select from frescura.doctor_check_source_moved(v.id))
$$;

comment on function frescura.doctor_check_key_split(bigint) is
'A check of frescura.doctor: whether of a tracked view (id in frescura.views) a source that has the whole key in its '
'row is mapped by that row (frescura.split_keys). detail: tables, those that have it.';
