create or replace function frescura.doctor_check_money_limit(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning', '{}'::jsonb,
         'A limit on missing money is set, but nothing is recorded of what the view lacks: it is never judged.',
         '-- npm run -s frescura -- views track <view> <source> --key ... --amount ...'
    from frescura.views v
   where v.id = p_view_id and v.pending_amount_max is not null
     and not exists (select from frescura.tracking t where t.view_id = v.id)
$$;

comment on function frescura.doctor_check_money_limit(bigint) is
'A check of frescura.doctor: whether the limit on missing money of a registered view (id in frescura.views) can be '
'judged.';
