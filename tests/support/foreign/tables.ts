interface Reference {
  column: string;
  to: string;
}

interface Table {
  /** Its primary key, with types. */
  key: readonly [column: string, type: string][];
  /** Other columns by which groups can be made, never null after `coalesce` with the given constant. */
  labels: Readonly<Record<string, string>>;
  numbers: readonly string[];
  references: readonly Reference[];
}

/** The tables of definitions at random: keys of every common type, of two columns, and partitions. */
export const TABLES: Readonly<Record<string, Table>> = {
  city: { key: [["code", "text"]], labels: { region: "'?'" }, numbers: ["size"], references: [] },
  rate: { key: [["day", "date"]], labels: { level: "0" }, numbers: ["factor"], references: [] },
  product: { key: [["sku", "numeric"]], labels: { category: "''" }, numbers: ["price"], references: [] },
  client: {
    key: [["id", "uuid"]],
    labels: { tier: "'none'::lab.tier" },
    numbers: ["credit"],
    references: [{ column: "city_code", to: "city" }],
  },
  bill: {
    key: [["id", "integer"]],
    labels: { state: "'?'", day: "date '2026-01-01'" },
    numbers: ["amount"],
    references: [
      { column: "client_id", to: "client" },
      { column: "day", to: "rate" },
    ],
  },
  line: {
    key: [
      ["bill_id", "integer"],
      ["no", "smallint"],
    ],
    labels: { note: "'-'" },
    numbers: ["qty"],
    references: [
      { column: "bill_id", to: "bill" },
      { column: "sku", to: "product" },
    ],
  },
  visit: {
    key: [
      ["day", "date"],
      ["id", "integer"],
    ],
    labels: { kind: "'?'" },
    numbers: ["minutes"],
    references: [
      { column: "client_id", to: "client" },
      { column: "city_code", to: "city" },
      { column: "day", to: "rate" },
    ],
  },
};

export const TABLES_DDL = `
  create schema lab; set search_path = lab, public;
  create type tier as enum ('none', 'silver', 'gold');
  create table city (code text primary key, region text, size integer, within text);
  create table rate (day date primary key, level integer, factor numeric(8, 4));
  create table product (sku numeric primary key, category text, price numeric(8, 2));
  create table client (id uuid primary key, tier tier, credit integer, city_code text);
  create table bill (id integer primary key, state text, day date, amount numeric(9, 2), client_id uuid);
  create table line (bill_id integer references bill on delete cascade on update cascade, no smallint, note text, qty integer,
    sku numeric, primary key (bill_id, no));
  create table visit (day date, id integer, kind text, minutes integer, client_id uuid, city_code text,
    primary key (day, id)) partition by range (day);
  create table visit_early partition of visit for values from (minvalue) to ('2026-01-05');
  create table visit_late partition of visit for values from ('2026-01-05') to (maxvalue) partition by range (id);
  create table visit_late_low partition of visit_late for values from (minvalue) to (20);
  create table visit_late_high partition of visit_late for values from (20) to (maxvalue)`;

export const keyOf = (table: string) => TABLES[table]!.key;
export const one = (table: string) => keyOf(table)[0]!;
