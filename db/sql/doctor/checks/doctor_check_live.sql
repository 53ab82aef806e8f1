create or replace function frescura.doctor_check_live(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error',
         jsonb_strip_nulls(jsonb_build_object('code', x.code, 'live_view', t.live_view, 'taken_by', p.taken_by)),
         case x.code
           when 'taken' then format('The live view is gone, and %s has its name, which is not ours and stays as it is.',
                                    p.taken_by)
           when 'gone' then format('The live view %s is gone.', t.live_view)
           else format('The view was made anew or swapped since it was tracked: %s is not its live view any more.',
                       t.live_view) end,
         case x.code
           when 'taken' then format('select frescura.name_live(%s, %L); select frescura.make_live(%s); ', v.id,
                                    p.suggestion, v.id)
           else format('select frescura.follow(%L); ', v.slug) end
         || format('select * from frescura.refresh(%L);', v.slug)
    from frescura.views v join frescura.tracking t on t.view_id = v.id cross join lateral frescura.locate(v.id) at
   cross join lateral frescura.live_place(v.id) p
   cross join lateral (select case when p.live_oid is not null then 'other' when p.taken_by is null then 'gone'
                                   else 'taken' end as code) x
   where v.id = p_view_id and at.view_oid is not null
     and not exists (select from pg_rewrite w join pg_depend d
                         on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid = at.view_oid
                      where w.ev_class = p.live_oid)
     -- Without its ledger no live view is ours.
     and not exists (select from frescura.doctor_check_ledger(v.id))
$$;

comment on function frescura.doctor_check_live(bigint) is
'A check of frescura.doctor: whether a tracked view (id in frescura.views) has its live view, which reads the object '
'that the view is now. detail: code (other: it reads another one; gone; taken: gone, and its name is another''s), '
'live_view, taken_by.';
