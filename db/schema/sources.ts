import { sql } from "drizzle-orm";
import { bigint, index, numeric, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./types";

const folio = (prefix: string) =>
  sql.raw(`'${prefix}-' || upper(left(replace(gen_random_uuid()::text, '-', ''), 12))`);

/** Sales at the till. */
export const cpgPos = pgTable(
  "cpg_pos",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    folio: text("folio").notNull().default(folio("POS")),
    cliente: text("cliente").notNull().default("Público en general"),
    sucursal: text("sucursal").notNull().default("Matriz"),
    montoTotal: numeric("monto_total", { precision: 14, scale: 2 }).notNull(),
    moneda: text("moneda").notNull().default("MXN"),
    metodoPago: text("metodo_pago").notNull().default("efectivo"),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [index("cpg_pos_created_at").on(t.createdAt), index("cpg_pos_folio").on(t.folio)],
);

/** Goods left with a consignee, paid as they sell. */
export const cpgConsignment = pgTable(
  "cpg_consignment",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    folio: text("folio").notNull().default(folio("CON")),
    cliente: text("cliente").notNull().default("Público en general"),
    consignatario: text("consignatario").notNull().default("Sin consignatario"),
    montoTotal: numeric("monto_total", { precision: 14, scale: 2 }).notNull(),
    moneda: text("moneda").notNull().default("MXN"),
    estado: text("estado").notNull().default("pagado"),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [index("cpg_consignment_created_at").on(t.createdAt), index("cpg_consignment_folio").on(t.folio)],
);
