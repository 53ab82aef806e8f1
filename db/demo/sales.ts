import { momentsOf } from "./calendar";
import {
  BRANCHES,
  COMPANIES,
  CONSIGNEES,
  CONSIGNMENT_STATES,
  FIRST_NAMES,
  LARGE_PAYMENT_METHODS,
  LAST_NAMES,
  PAYMENT_METHODS,
} from "./catalog";
import { logNormal, pick, pickWeighted, type Random } from "./random";

/** A row of `cpg_pos`. */
export interface PosSale {
  folio: string;
  cliente: string;
  sucursal: string;
  monto_total: string;
  metodo_pago: string;
  created_at: Date;
  updated_at: Date;
}

/** A row of `cpg_consignment`. */
export interface Consignment {
  folio: string;
  cliente: string;
  consignatario: string;
  monto_total: string;
  estado: string;
  created_at: Date;
  updated_at: Date;
}

const CONSIGNMENT_SHARE = 0.08;
const LARGE_SHARE = 0.012;
const NAMED_SHARE = 0.4;

/** Invents `count` transactions in the `days` before `now`, in the order of their time. */
export function inventSales(
  random: Random,
  { count, days, now }: { count: number; days: number; now: Date },
): { pos: PosSale[]; consignments: Consignment[] } {
  const consigned = Math.round(count * CONSIGNMENT_SHARE);
  const inShop = momentsOf("shop", now, days);
  const inOffice = momentsOf("office", now, days);
  const pos = times(count - consigned, () => inventPos(random, inShop(random), random() < LARGE_SHARE));
  const consignments = times(consigned, () => inventConsignment(random, inOffice(random)));
  return { pos: numbered(pos, "POS"), consignments: numbered(consignments, "CON") };
}

/** One sale at a till; a large one is over $10k and made to a company. */
export function inventPos(random: Random, at: Date, large: boolean): PosSale {
  const amount = large
    ? 10_000 + logNormal(random, 9_000, 0.8)
    : Math.min(9_990, logNormal(random, 420, 0.85));
  return {
    folio: "",
    cliente: large ? pick(random, COMPANIES) : customer(random),
    sucursal: pickWeighted(random, BRANCHES),
    monto_total: price(random, amount),
    metodo_pago: pickWeighted(random, large ? LARGE_PAYMENT_METHODS : PAYMENT_METHODS),
    created_at: at,
    updated_at: at,
  };
}

function inventConsignment(random: Random, at: Date): Consignment {
  const consignee = pickWeighted(random, CONSIGNEES);
  return {
    folio: "",
    cliente: random() < 0.5 ? consignee : customer(random),
    consignatario: consignee,
    monto_total: price(random, logNormal(random, 3_600, 0.6)),
    estado: pickWeighted(random, CONSIGNMENT_STATES),
    created_at: at,
    updated_at: at,
  };
}

function customer(random: Random): string {
  if (random() >= NAMED_SHARE) return "Público en general";
  return `${pick(random, FIRST_NAMES)} ${pick(random, LAST_NAMES)} ${pick(random, LAST_NAMES)}`;
}

/** Prices end in .00, .50 or .90. */
function price(random: Random, amount: number): string {
  return (Math.max(18, Math.floor(amount)) + pick(random, [0, 0, 0.5, 0.9])).toFixed(2);
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

/** In the order of time, as a till numbers them. */
function numbered<T extends { folio: string; created_at: Date }>(rows: T[], prefix: string): T[] {
  rows.sort((a, b) => a.created_at.getTime() - b.created_at.getTime());
  return rows.map((row, index) => ({ ...row, folio: `${prefix}-${String(index + 1).padStart(6, "0")}` }));
}
