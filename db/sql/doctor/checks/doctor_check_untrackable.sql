create or replace function frescura.doctor_check_untrackable(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_strip_nulls(jsonb_build_object('code', u.code, 'name', u.detail ->> 'name')),
         format('By what it is made of now the view could not be tracked (%s%s), so that it is not known what '
                'it lacks.', u.code, coalesce(': ' || (u.detail ->> 'name'), '')),
         case when u.code = 'subscribed'
              then format('-- take %s out of the publication that this database subscribes to, and: alter subscription '
                          '... refresh publication; or: select frescura.untrack(%L);', u.detail ->> 'name', v.slug)
              else format('-- mend what it is made of, or: select frescura.untrack(%L);', v.slug) end
    from frescura.views v join frescura.tracking t on t.view_id = v.id cross join lateral frescura.locate(v.id) at
   cross join lateral frescura.untrackable(at.view_oid) u
   -- Those have a finding of their own.
   where v.id = p_view_id and at.view_oid is not null and u.code not in ('unlogged', 'row_security', 'no_unique_index')
     and not (frescura.baseline_status(v.id)).known
$$;

comment on function frescura.doctor_check_untrackable(bigint) is
'A check of frescura.doctor: whether a tracked view (id in frescura.views) of which it is not known what it lacks '
'could still be tracked. detail: code of frescura.untrackable, name of what is to blame, if any.';
