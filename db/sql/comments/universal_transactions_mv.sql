do $$
begin
  if to_regclass('public.universal_transactions_mv') is not null then
    comment on materialized view public.universal_transactions_mv is 'Sales at the till and consignments, one row each: the report that executives read.';
    comment on column public.universal_transactions_mv.source is 'pos or consignment.';
    comment on column public.universal_transactions_mv.source_id is 'Key of the row in its source; with source, the key here.';
    comment on column public.universal_transactions_mv.folio is 'Number on the receipt or document.';
    comment on column public.universal_transactions_mv.cliente is 'Customer.';
    comment on column public.universal_transactions_mv.lugar is 'Branch, or consignee.';
    comment on column public.universal_transactions_mv.monto_total is 'Amount, in the currency of moneda.';
    comment on column public.universal_transactions_mv.moneda is 'Currency, ISO 4217.';
    comment on column public.universal_transactions_mv.detalle is 'Means of payment, or state.';
    comment on column public.universal_transactions_mv.fecha is 'When it was made.';
    comment on column public.universal_transactions_mv.actualizado is 'When the source row was last changed.';
  end if;
end
$$;
