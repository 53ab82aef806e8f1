create or replace function frescura.alert_when_money_pending()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, jsonb_build_object('amount', m.amount, 'amount_max', v.pending_amount_max,
                                  'currency', v.pending_currency)
    from frescura.views v cross join lateral (select frescura.money_pending(v.id) as amount) m
   where v.enabled and v.pending_amount_max is not null
     and (m.amount > v.pending_amount_max
          -- While nobody knows what is missing, nothing proves that it is over.
          or m.amount is null and exists (select from frescura.alerts a
                                          where a.view_id = v.id and a.kind = 'money_pending' and a.closed_at is null))
$$;

comment on function frescura.alert_when_money_pending() is
'Enabled views that lack more money than they may (views.pending_amount_max); in detail: amount, limit and currency. '
'One that is open stays while it is not known what is missing.';
