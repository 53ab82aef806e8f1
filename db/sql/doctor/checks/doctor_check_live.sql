create or replace function frescura.doctor_check_live(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('live_view', t.live_view),
         format('The view was made anew or swapped since it was tracked: %s is not its live view any more.',
                t.live_view),
         format('select frescura.follow(%L); select * from frescura.refresh(%L);', v.slug, v.slug)
    from frescura.views v join frescura.tracking t on t.view_id = v.id cross join lateral frescura.locate(v.id) at
   where v.id = p_view_id and at.view_oid is not null
     and not exists (select from pg_rewrite w join pg_depend d
                         on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid = at.view_oid
                      where w.ev_class = frescura.live_oid(v.id))
$$;

comment on function frescura.doctor_check_live(bigint) is
'A check of frescura.doctor: whether the live view of a tracked view (id in frescura.views) reads the object that '
'bears its name now. detail: live_view.';
