-- Registered once, with both sources watched and tracked; what a person has ended since stays ended.
do $$
declare
  v_source text;
  v_kind text;
begin
  if exists (select from frescura.settings where key = 'universal_transactions_registered') then
    return;
  end if;
  insert into frescura.settings (key, value) values ('currency', '"MXN"') on conflict (key) do nothing;
  if not exists (select from frescura.views where slug = 'universal-transactions') then
    perform frescura.register('public.universal_transactions_mv', 'universal-transactions');
  end if;
  for v_source, v_kind in values ('public.cpg_pos', 'pos'), ('public.cpg_consignment', 'consignment') loop
    perform frescura.watch('universal-transactions', v_source, 'monto_total');
    perform frescura.track('universal-transactions', v_source, array[quote_literal(v_kind), 'r.id'], 'r.monto_total',
                           'r.moneda', p_reference => 'r.folio', p_occurred => 'r.created_at');
  end loop;
  insert into frescura.settings (key, value) values ('universal_transactions_registered', 'true');
end
$$;
