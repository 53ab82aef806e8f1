create or replace function frescura.doctor_check_baseline(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning', jsonb_build_object('code', b.reason),
         case b.reason
           when 'no_baseline' then 'It was not refreshed since it is tracked, so that it is not known what it lacks.'
           when 'recreated' then 'What it is made of was made anew or replaced since its last refresh.'
           when 'refreshed_by_others' then 'Somebody else refreshed it since its last refresh by Frescura.'
           when 'capture_off' then 'What records the writes to its sources was off or changed since its last refresh.'
           else 'Writes to its sources could not be recorded since its last refresh.' end,
         format('select * from frescura.refresh(%L);', v.slug)
    from frescura.views v cross join lateral frescura.locate(v.id) at
   cross join lateral frescura.baseline_status(v.id) b
   where v.id = p_view_id
     and b.reason in ('no_baseline', 'recreated', 'capture_off', 'capture_failed', 'refreshed_by_others')
     and at.state = 'ok'
     -- Otherwise something else has to be mended first, which has a finding of its own.
     and frescura.capture_digest(v.id) is not null
     and not exists (select from frescura.doctor_check_live(v.id))
     and not exists (select from frescura.doctor_check_ledger(v.id))
$$;

comment on function frescura.doctor_check_baseline(bigint) is
'A check of frescura.doctor: whether a refresh is all that is missing to know what a tracked view (id in '
'frescura.views) lacks. detail: code, the reason of frescura.pending (no_baseline, recreated, refreshed_by_others, '
'capture_off, capture_failed).';
