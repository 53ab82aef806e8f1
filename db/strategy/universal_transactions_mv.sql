-- The report over both sources. Wrapped, `select * from (... union all ...)`, so that a distributed engine can push it down.
create materialized view if not exists public.universal_transactions_mv as
  select u.source, u.source_id, u.folio, u.cliente, u.lugar, u.monto_total, u.moneda, u.detalle, u.fecha, u.actualizado
    from (
      select 'pos'::text as source, p.id as source_id, p.folio, p.cliente, p.sucursal as lugar,
             p.monto_total, p.moneda, p.metodo_pago as detalle, p.created_at as fecha, p.updated_at as actualizado
        from public.cpg_pos p
      union all
      select 'consignment'::text, c.id, c.folio, c.cliente, c.consignatario,
             c.monto_total, c.moneda, c.estado, c.created_at, c.updated_at
        from public.cpg_consignment c
    ) u;
create unique index if not exists universal_transactions_mv_key on public.universal_transactions_mv (source, source_id);
create index if not exists universal_transactions_mv_fecha on public.universal_transactions_mv (fecha);
create index if not exists universal_transactions_mv_folio on public.universal_transactions_mv (folio);

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
