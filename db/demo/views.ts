import type { TransactionSql } from "postgres";

/** Materialized views of the demo's database only, so that the overview shows more than one. */
const VIEWS = [
  {
    name: "ventas_por_sucursal_mv",
    title: "Ventas por sucursal",
    slaSeconds: 7_200,
    staleSeconds: 14_400,
    sql: `
      create materialized view public.ventas_por_sucursal_mv as
        select (p.created_at at time zone 'America/Mexico_City')::date as dia, p.sucursal,
               count(*) as ventas, sum(p.monto_total) as total, round(avg(p.monto_total), 2) as ticket_promedio
          from public.cpg_pos p
         group by 1, 2;
      create unique index ventas_por_sucursal_mv_key on public.ventas_por_sucursal_mv (dia, sucursal);
      create index cpg_pos_dia_sucursal on public.cpg_pos (((created_at at time zone 'America/Mexico_City')::date), sucursal);
      comment on materialized view public.ventas_por_sucursal_mv is 'Demo: sales by day and branch.';`,
  },
  {
    name: "top_clientes_mv",
    title: "Top clientes",
    slaSeconds: 86_400,
    staleSeconds: 172_800,
    sql: `
      create materialized view public.top_clientes_mv as
        select t.cliente, count(*) as compras, sum(t.monto_total) as total, max(t.created_at) as ultima_compra
          from (select cliente, monto_total, created_at from public.cpg_pos
                union all select cliente, monto_total, created_at from public.cpg_consignment) t
         where t.cliente <> 'Público en general'
         group by t.cliente
         order by total desc;
      create unique index top_clientes_mv_key on public.top_clientes_mv (cliente);
      comment on materialized view public.top_clientes_mv is 'Demo: what each customer bought, the best first.';`,
  },
  {
    // Reads the report rather than the tables, and follows it: the demo shows a chain.
    name: "ventas_diarias_mv",
    title: "Ventas diarias",
    slaSeconds: 7_200,
    staleSeconds: 14_400,
    sql: `
      create materialized view public.ventas_diarias_mv as
        select (u.fecha at time zone 'America/Mexico_City')::date as dia, u.source as canal,
               count(*) as ventas, sum(u.monto_total) as total
          from public.universal_transactions_mv u
         group by 1, 2
        with no data;
      create unique index ventas_diarias_mv_key on public.ventas_diarias_mv (dia, canal);
      comment on materialized view public.ventas_diarias_mv is 'Demo: sales by day and channel, from the report over all transactions.';`,
  },
] as const;

/** Creates the demo's own views and registers them, each with a service level of its own. */
export async function createViews(tx: TransactionSql): Promise<void> {
  for (const view of VIEWS) {
    await tx.unsafe(view.sql);
    await tx`
      select frescura.register(${`public.${view.name}`}, p_sla_seconds => ${view.slaSeconds},
                         p_stale_seconds => ${view.staleSeconds}, p_title => ${view.title})`;
  }
  // Each of its groups is known by what is sold on its day in its branch, or to that customer. A large payment wakes
  // these, too, as it does the report: by the hour alone a shop that sells as much would lack a million.
  await tx.unsafe(`
    select frescura.track('ventas-por-sucursal', 'public.cpg_pos',
                    array['(r.created_at at time zone ''America/Mexico_City'')::date', 'r.sucursal'], 'r.monto_total', 'r.moneda');
    select frescura.track('top-clientes', 'public.cpg_pos', array['r.cliente'], 'r.monto_total', 'r.moneda'),
           frescura.track('top-clientes', 'public.cpg_consignment', array['r.cliente'], 'r.monto_total', 'r.moneda');
    select frescura.set_threshold('ventas-por-sucursal', 'public.cpg_pos', 10000, 'MXN'),
           frescura.set_threshold('top-clientes', 'public.cpg_pos', 10000, 'MXN'),
           frescura.set_threshold('top-clientes', 'public.cpg_consignment', 10000, 'MXN')`);
  // What is sold in small between two large payments may be missing: who owns a report says how much.
  await tx`update frescura.views set pending_amount_max = 50000, pending_currency = 'MXN'`;
  await tx`update frescura.views set follows_upstream = true where slug = 'ventas-diarias'`;
  // By the hour is often enough for these: the report over all transactions has the working hours to itself.
  await tx`
    update frescura.schedules s set enabled = false from frescura.views v
     where v.id = s.view_id and s.tier = 'working-hours' and v.view_name in ${tx(VIEWS.map(({ name }) => name))}`;
}
