import type { Dice } from "./dice";
import { TABLES_DDL } from "./tables";

/** A value for each column of the tables of definitions at random: few, so that rows find each other. */
const VALUES: Readonly<Record<string, (dice: Dice) => string>> = {
  code: (d) => `'C${d.nat(9)}'`,
  city_code: (d) => d.pick(["null", `'C${d.nat(10)}'`]),
  within: (d) => d.pick(["null", `'C${d.nat(9)}'`]),
  region: (d) => d.pick(["null", "'north'", "'south'", "'?'"]),
  size: (d) => d.pick(["null", `${d.nat(7)}`]),
  day: (d) => `date '2026-01-01' + ${d.nat(9)}`,
  level: (d) => d.pick(["null", `${d.nat(3)}`]),
  factor: (d) => d.pick(["1", "1.50", "2.5", `${d.nat(5)}`]),
  // 1, 1.0 and 1.00 are one product, and written otherwise.
  sku: (d) => `${1 + d.nat(8)}${d.pick(["", ".0", ".00"])}`,
  category: (d) => d.pick(["null", "''", "'x'", "'Y'"]),
  price: (d) => `${d.nat(9)}.${d.nat(9)}`,
  uuid: (d) => `md5('${d.nat(9)}')::uuid`,
  client_id: (d) => d.pick(["null", `md5('${d.nat(10)}')::uuid`, `md5('${d.nat(10)}')::uuid`]),
  tier: (d) => d.pick(["null", "'none'", "'silver'", "'gold'"]),
  credit: (d) => d.pick(["null", `${d.nat(6)}`]),
  id: (d) => `${1 + d.nat(30)}`,
  state: (d) => d.pick(["null", "'open'", "'paid'", "'?'"]),
  amount: (d) => `${d.nat(6)}.${d.nat(4)}`,
  bill_id: (d) => `${1 + d.nat(30)}`,
  no: (d) => `${1 + d.nat(5)}`,
  note: (d) => d.pick(["null", "'-'", "'a|b'"]),
  qty: (d) => `${d.nat(6)}`,
  kind: (d) => d.pick(["null", "'call'", "'mail'"]),
  minutes: (d) => d.pick(["null", `${d.nat(9)}`]),
};

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  city: ["code", "region", "size", "within"],
  rate: ["day", "level", "factor"],
  product: ["sku", "category", "price"],
  client: ["id", "tier", "credit", "city_code"],
  bill: ["id", "state", "day", "amount", "client_id"],
  line: ["bill_id", "no", "note", "qty", "sku"],
  visit: ["day", "id", "kind", "minutes", "client_id", "city_code"],
};

const NAMES = Object.keys(COLUMNS);

const valueFor = (table: string, column: string, dice: Dice) =>
  VALUES[table === "client" && column === "id" ? "uuid" : column]!(dice);

const row = (table: string, dice: Dice) =>
  `(${COLUMNS[table]!.map((c) => valueFor(table, c, dice)).join(", ")})`;

const rows = (table: string, count: number, dice: Dice) =>
  Array.from({ length: count }, () => row(table, dice));

/** Tables with some rows in each. */
export function labOf(dice: Dice): string[] {
  return [
    TABLES_DDL,
    ...NAMES.filter((table) => table !== "line").map(
      (table) => `insert into ${table} values ${rows(table, 30, dice).join(", ")} on conflict do nothing`,
    ),
    "insert into line select b.id, n, 'n', n, n from bill b, generate_series(1, 3) n",
  ];
}

/** A statement that changes some rows of some table. */
export function labWrite(dice: Dice): string {
  const table = dice.pick(NAMES);
  const columns = COLUMNS[table]!;
  const some = `md5(x::text || '${dice.nat(1e6)}') < '${dice.pick(["1", "2", "4"])}'`;
  const set = dice.shuffle(columns).slice(0, 1 + dice.nat(2));
  switch (dice.nat(8)) {
    case 0:
    case 1:
      // Lines need a bill: those of a random number are few.
      if (table === "line") {
        return `insert into line select b.id, ${5 + dice.nat(9)}, 'n', ${dice.nat(5)}, ${valueFor(table, "sku", dice)}
          from bill b where b.id % 7 = ${dice.nat(7)} on conflict do nothing`;
      }
      return `insert into ${table} values ${rows(table, 1 + dice.nat(4), dice).join(", ")} on conflict do nothing`;
    case 2:
      return `delete from ${table} x where ${some}`;
    case 3:
      return dice.percent(15) ? `truncate ${table} cascade` : `delete from ${table} x where ${some}`;
    case 4:
      // A key moves, where the new one is free.
      return `update ${table} x set ${columns[0]} = ${valueFor(table, columns[0]!, dice)} where ${some}`;
    default:
      return `update ${table} x set ${set.map((c) => `${c} = ${valueFor(table, c, dice)}`).join(", ")} where ${some}`;
  }
}
