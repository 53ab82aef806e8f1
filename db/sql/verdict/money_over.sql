create or replace function frescura.money_over(
  p_amounts jsonb, p_max numeric, p_currency text, p_threshold numeric) returns jsonb
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  with missing as (
    -- What has no currency counts as that of the limit.
    select coalesce(nullif(a.currency, ''), p_currency, '') as currency, sum(a.amount::numeric) as amount
      from jsonb_each_text(p_amounts) a (currency, amount) group by 1
  ), limited as (
    select m.*, case when p_max is not null and m.currency = coalesce(p_currency, '') then p_max
                     else p_threshold end as most
      from missing m
  )
  select jsonb_strip_nulls(jsonb_build_object('amount', l.amount, 'amount_max', l.most,
                                              'currency', nullif(l.currency, '')))
    from limited l where l.amount > l.most
   order by l.amount / nullif(l.most, 0) desc nulls first limit 1
$$;

comment on function frescura.money_over(jsonb, numeric, text, numeric) is
'Which of the amounts by currency that a view lacks is more than may be missing: p_max in p_currency where the view '
'has a limit (null: none), p_threshold in any other. amount, amount_max and currency of the one that is furthest '
'over; null where none is.';
