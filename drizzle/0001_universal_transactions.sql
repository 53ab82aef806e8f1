-- The report over both sources. Wrapped, `select * from (… union all …)`, so that a distributed engine can push it down.
DO $migration$
BEGIN
  IF to_regclass('public.universal_transactions_mv') IS NULL THEN
    CREATE MATERIALIZED VIEW public.universal_transactions_mv AS
      SELECT u.source, u.source_id, u.folio, u.cliente, u.lugar, u.monto_total, u.moneda, u.detalle,
             u.fecha, u.actualizado
        FROM (
          SELECT 'pos'::text AS source, p.id AS source_id, p.folio, p.cliente, p.sucursal AS lugar,
                 p.monto_total, p.moneda, p.metodo_pago AS detalle, p.created_at AS fecha, p.updated_at AS actualizado
            FROM public.cpg_pos p
          UNION ALL
          SELECT 'consignment'::text, c.id, c.folio, c.cliente, c.consignatario,
                 c.monto_total, c.moneda, c.estado, c.created_at, c.updated_at
            FROM public.cpg_consignment c
        ) u;
    CREATE UNIQUE INDEX universal_transactions_mv_key ON public.universal_transactions_mv (source, source_id);
    CREATE INDEX universal_transactions_mv_fecha ON public.universal_transactions_mv (fecha);
    CREATE INDEX universal_transactions_mv_folio ON public.universal_transactions_mv (folio);
  END IF;
END
$migration$;
