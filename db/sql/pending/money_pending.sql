create or replace function frescura.money_pending(p_view_id bigint) returns numeric
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when bool_and(p.known) is not false then
           coalesce(sum(p.amount) filter (where coalesce(p.currency, v.pending_currency)
                                             is not distinct from v.pending_currency), 0) end
    from frescura.views v left join lateral frescura.pending(v.slug) p on true
   where v.id = p_view_id
   group by v.id
$$;

comment on function frescura.money_pending(bigint) is
'How much money a view (id in frescura.views) does not contain yet, in its pending_currency; what is pending in '
'another currency does not count, what has none does, and it alone where the view has no currency either. Null '
'where that is not known (see frescura.pending).';
