import type { Dice } from "./dice";
import type { Mapping } from "./schema";

/** A definition at random, with mappings that are right for it. */
export interface Definition {
  /** What it is made of, for counts and messages. */
  shape: string;
  /** Plain views below it. */
  below: readonly string[];
  query: string;
  /** Columns of its key. */
  key: readonly string[];
  mappings: readonly Mapping[];
  /** The code of why it cannot be tracked, where that is so by intention. */
  untrackable?: string;
}

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

/** A table as it is joined into a definition, under an alias of its own. */
interface Joined {
  table: string;
  alias: string;
  /** The table that refers to it, and by which column; the first has none. */
  by?: { from: Joined; column: string; left: boolean };
}

const keyOf = (table: string) => TABLES[table]!.key;
const one = (table: string) => keyOf(table)[0]!;

const joinTo = (j: Joined) =>
  j.by &&
  ` ${j.by.left ? "left join" : "join"} lab.${j.table} ${j.alias} on ${j.alias}.${one(j.table)[0]} = ${j.by.from.alias}.${j.by.column}`;

const from = (tree: readonly Joined[]) =>
  `lab.${tree[0]!.table} ${tree[0]!.alias}${tree.slice(1).map(joinTo).join("")}`;

/** A table and some of those that it refers to, and those that these do; none twice. */
function tree(dice: Dice, root = dice.pick(["bill", "line", "visit", "client", "product"])): Joined[] {
  const joined: Joined[] = [{ table: root, alias: "t0" }];
  const open = () =>
    joined.flatMap((j) =>
      TABLES[j.table]!.references.filter(({ to }) => !joined.some(({ table }) => table === to)).map(
        (reference) => ({ j, ...reference }),
      ),
    );
  for (let wanted = dice.nat(4); wanted > 0 && open().length > 0; wanted -= 1) {
    const { j, column, to } = dice.pick(open());
    joined.push({
      table: to,
      alias: `t${joined.length}`,
      by: { from: j, column, left: dice.percent(60) },
    });
  }
  return joined;
}

/** Those from the first table down to one, itself included. */
function path(to: Joined): Joined[] {
  return to.by ? [...path(to.by.from), to] : [to];
}

/** The query for keys by the column that refers to a table, through the joins as the definition has them. */
function lookupBy(joined: readonly Joined[], j: Joined, keys: readonly string[]): string {
  const [, type] = one(j.table);
  const { from: referrer, column } = j.by!;
  // Only what leads to the referring table and to the key's own has to be joined.
  const needed = joined.filter(
    (other) => path(referrer).includes(other) || keys.some((k) => k.includes(`${other.alias}.`)),
  );
  const whole = joined.filter((other) => needed.some((n) => path(n).includes(other)));
  return `select distinct ${keys.join(", ")} from ${from(whole)} where ${referrer.alias}.${column} = :key::${type}`;
}

const asRow = (expression: string, alias: string) => expression.replaceAll(`${alias}.`, "r.");

/** A condition that some rows meet. */
function condition(dice: Dice, joined: readonly Joined[]): string {
  const j = dice.pick(joined);
  const number = `${j.alias}.${dice.pick(TABLES[j.table]!.numbers)}`;
  return dice.pick([
    `coalesce(${number}, 1) > ${dice.nat(4)}`,
    `${number} is not null`,
    `${j.alias}.${one(j.table)[0]}::text not like '%${dice.nat(10)}'`,
    `not (${number} between 2 and ${3 + dice.nat(3)}) is true`,
  ]);
}

const where = (dice: Dice, joined: readonly Joined[]) =>
  dice.percent(40) ? ` where ${condition(dice, joined)}` : "";

/** Rows of one table with what they refer to. */
function projection(dice: Dice): Definition {
  const joined = tree(dice);
  const root = joined[0]!;
  const key = keyOf(root.table).map(([column]) => column);
  const shown = joined.flatMap((j) =>
    [...TABLES[j.table]!.numbers, ...Object.keys(TABLES[j.table]!.labels)]
      .filter((c) => !(j === root && key.includes(c)))
      .map((c) => `${j.alias}.${c} as ${j.alias}_${c}`),
  );
  const keys = key.map((column) => `${root.alias}.${column}`);
  const inside = correlated(dice, root);
  return {
    shape: inside ? "projection with subquery" : "projection",
    below: [],
    query: `select ${[...keys, ...shown, ...(inside ? [`${inside.expression} as inner_value`] : [])].join(", ")}
      from ${from(joined)}${where(dice, joined)}`,
    key,
    mappings: [
      { source: `lab.${root.table}`, key: key.map((column) => `r.${column}`) },
      ...joined.slice(1).map((j) => ({ source: `lab.${j.table}`, lookup: lookupBy(joined, j, keys) })),
      ...(inside ? [inside.mapping] : []),
    ],
  };
}

/** A subquery over the rows that refer to a table's, for tables with a key of one column. */
function correlated(dice: Dice, root: Joined) {
  const children = Object.entries(TABLES).flatMap(([table, { references }]) =>
    references.filter(({ to }) => to === root.table).map(({ column }) => ({ table, column })),
  );
  if (children.length === 0 || dice.percent(40)) return undefined;
  const { table, column } = dice.pick(children);
  const number = dice.pick(TABLES[table]!.numbers);
  const rows = `from lab.${table} c where c.${column} = ${root.alias}.${one(root.table)[0]}`;
  return {
    table,
    expression: dice.pick([
      `(select sum(c.${number}) ${rows})`,
      `exists (select ${rows})`,
      `not exists (select ${rows} and c.${number} > 2)`,
      `array(select c.${number} ${rows} order by 1)`,
    ]),
    mapping: { source: `lab.${table}`, key: [`r.${column}`] },
  };
}

/** Groups by columns of one of the tables that are joined. */
function aggregate(dice: Dice): Definition {
  const joined = tree(dice, dice.pick(["bill", "line", "visit"]));
  const by = dice.pick(joined);
  const labels = Object.entries(TABLES[by.table]!.labels);
  const groups = dice
    .shuffle([
      ...labels.map(([column, none]) => `coalesce(${by.alias}.${column}, ${none})`),
      ...(by === joined[0] ? [] : [`${by.alias}.${one(by.table)[0]}`]),
    ])
    .slice(0, 1 + dice.nat(2));
  const numbers = joined.flatMap((j) => TABLES[j.table]!.numbers.map((c) => `${j.alias}.${c}`));
  const number = () => dice.pick(numbers);
  const functions = dice
    .shuffle([
      `sum(${number()})`,
      "count(*)",
      `count(distinct ${number()})`,
      `min(${number()})`,
      `max(${number()})`,
      `count(*) filter (where ${condition(dice, joined)})`,
      `bool_or(${number()} > 2)`,
      `array_agg(${number()} order by ${keyOf(joined[0]!.table)
        .map(([c]) => `${joined[0]!.alias}.${c}`)
        .join(", ")})`,
    ])
    .slice(0, 1 + dice.nat(3));
  const having = dice.percent(30) ? ` having ${dice.pick(["count(*) > 1", `sum(${number()}) > 3`])}` : "";
  const key = groups.map((_, n) => `g${n}`);
  const onPath = path(by);
  const mappings = joined.flatMap((j): Mapping[] => {
    const source = `lab.${j.table}`;
    // Where it may be missing, whether it is there decides also about the group of what refers to nothing.
    const absent: Mapping[] =
      j.by?.left && onPath.includes(j)
        ? [{ source, mapping: "absent", key: groups.map((g) => g.replace(/t\d+\.\w+/, "null")) }]
        : [];
    if (j === by) return [{ source, key: groups.map((g) => asRow(g, by.alias)) }, ...absent];
    if (!onPath.includes(j)) return [{ source, lookup: lookupBy(joined, j, groups) }];
    // It leads to the group's table by what it refers to, which its key has to carry: the row may be gone or moved.
    const next = onPath[onPath.indexOf(j) + 1]!;
    const [, type] = one(next.table);
    const rest = onPath.slice(onPath.indexOf(next));
    const joins = rest.map((step) => (step === next ? reach(step) : joinTo(step))).join("");
    const reached: Mapping = {
      source,
      rowKey: `concat_ws('|', ${keyOf(j.table)
        .map(([c]) => `r.${c}`)
        .join(", ")}, r.${next.by!.column})`,
      lookup: `select ${groups.join(", ")} from (select nullif(split_part(:key, '|', ${keyOf(j.table).length + 1}), '')${
        type === "date" ? "" : `::${type}`
      } as to_it) w${joins}`,
    };
    return [reached, ...absent];
  });
  return {
    shape: `aggregate by ${by === joined[0] ? "its own columns" : "what it refers to"}`,
    below: [],
    query: `select ${groups.map((g, n) => `${g} as g${n}`).join(", ")}, ${functions.map((f, n) => `${f} as f${n}`).join(", ")}
      from ${from(joined)}${where(dice, joined)} group by ${groups.map((_, n) => n + 1).join(", ")}${having}`,
    key,
    mappings,
  };
}

/** The join from a key's part to the table that it refers to. */
function reach(step: Joined): string {
  const [column, type] = one(step.table);
  const value = type === "date" ? "to_date(w.to_it, 'YYYY-MM-DD')" : "w.to_it";
  return ` ${step.by!.left ? "left join" : "join"} lab.${step.table} ${step.alias} on ${step.alias}.${column} = ${value}`;
}

/** Two tables one below the other, or their groups. */
function union(dice: Dice): Definition {
  const [a, b] = dice.shuffle(["bill", "client", "product", "city"]).slice(0, 2) as [string, string];
  if (dice.percent(50)) {
    const row = (table: string) => {
      const column = one(table)[0];
      return `select '${table}' as kind, x.${column}::text as id, x.${TABLES[table]!.numbers[0]}::numeric as n from lab.${table} x`;
    };
    return {
      shape: "union of rows",
      below: [],
      query: `${row(a)} union all ${row(b)} where x.${one(b)[0]}::text <> '1'`,
      key: ["kind", "id"],
      mappings: [a, b].map((table) => ({
        source: `lab.${table}`,
        key: [`'${table}'`, `r.${one(table)[0]}::text`],
      })),
    };
  }
  const label = (table: string) => {
    const [column, none] = Object.entries(TABLES[table]!.labels)[0]!;
    return `coalesce(x.${column}, ${none})::text`;
  };
  return {
    shape: "groups of a union",
    below: [],
    query: `select u.label, sum(u.n) as n, count(*) as times from (
        select ${label(a)} as label, x.${TABLES[a]!.numbers[0]} as n from lab.${a} x
        union all select ${label(b)}, x.${TABLES[b]!.numbers[0]} from lab.${b} x) u group by u.label`,
    key: ["label"],
    mappings: [a, b].map((table) => ({ source: `lab.${table}`, key: [asRow(label(table), "x")] })),
  };
}

/** Rows of a table beside the one of the same table that they refer to, or how many refer to them. */
function selfJoin(dice: Dice): Definition {
  const main: Mapping = { source: "lab.city", key: ["r.code"] };
  if (dice.percent(50)) {
    return {
      shape: "self join",
      below: [],
      query: `select c.code, c.size, p.region from lab.city c ${dice.pick(["left ", ""])}join lab.city p on p.code = c.within
        ${where(dice, [{ table: "city", alias: "p" }])}`,
      key: ["code"],
      mappings: [
        main,
        { source: "lab.city", mapping: "within", lookup: "select code from lab.city where within = :key" },
      ],
    };
  }
  return {
    shape: "subquery over the same table",
    below: [],
    query: `select c.code, c.region, (select ${dice.pick(["count(*)", "sum(i.size)"])} from lab.city i where i.within = c.code) as inner_value
      from lab.city c`,
    key: ["code"],
    mappings: [main, { source: "lab.city", mapping: "within", key: ["r.within"] }],
  };
}

/** What is never exact by key, whatever mapping is given. */
function untrackable(dice: Dice): Definition {
  const [query, key, untrackable] = dice.pick([
    ["select id, rank() over (order by amount, id) as rank from lab.bill", "id", "other_rows"],
    ["select id, amount from lab.bill order by amount desc, id limit 5", "id", "other_rows"],
    [
      "select distinct on (state) coalesce(state, '') as state, id from lab.bill order by state, id",
      "id",
      "other_rows",
    ],
    ["select id, day + (now() - now()) as at from lab.bill", "id", "clock"],
    ["select id, 'on ' || day as said from lab.bill", "id", "session"],
    ["select id, random() as chance from lab.bill", "id", "volatile"],
  ] as const);
  return {
    shape: "untrackable",
    below: [],
    query,
    key: [key],
    mappings: [{ source: "lab.bill", key: [`r.${key}`] }],
    untrackable,
  };
}

/** The same definition in other clothes: a CTE, plain views one over the other, a subquery. */
function clothed(dice: Dice, definition: Definition, name: string): Definition {
  const { query, shape } = definition;
  switch (dice.nat(4)) {
    case 0:
      return {
        ...definition,
        shape: `${shape}, CTE`,
        query: `with x as ${dice.pick(["", "materialized "])}(${query}) select * from x`,
      };
    case 1:
      return {
        ...definition,
        shape: `${shape}, chain of views`,
        below: [
          `create view ${name}_below as ${query}`,
          `create view ${name}_above as select * from ${name}_below`,
        ],
        query: `select * from ${name}_above`,
      };
    case 2:
      return { ...definition, shape: `${shape}, subquery`, query: `select s.* from (${query}) s` };
    default:
      return definition;
  }
}

/** A definition by dice, under a name for what stands below it. */
export function definitionBy(dice: Dice, name: string): Definition {
  const made = dice.pick([
    projection,
    projection,
    aggregate,
    aggregate,
    aggregate,
    union,
    selfJoin,
    untrackable,
  ])(dice);
  return clothed(dice, made, name);
}

/** A definition of which one mapping is wrong, as a hasty person would have it, and how. */
export function spoiled(dice: Dice, definition: Definition): { definition: Definition; how: string } {
  const { mappings } = definition;
  const options = mappings.flatMap((given, n) => {
    const { source, rowKey, lookup, key, mapping } = given;
    const instead = (how: string, ...other: Mapping[]) => ({
      how: `${how} (${source})`,
      definition: { ...definition, mappings: [...mappings.slice(0, n), ...other, ...mappings.slice(n + 1)] },
    });
    if (mapping) return [instead(`no mapping "${mapping}"`)];
    if (key) {
      return ["'wrong'", "1"].map((wrong) =>
        instead(`the key ${wrong}`, { ...given, key: [...key.slice(0, -1), wrong] }),
      );
    }
    return [
      instead("a lookup that finds nothing", { ...given, lookup: `select * from (${lookup}) w where false` }),
      ...(rowKey
        ? [instead("a lookup by what the row refers to now", { source, lookup: unkept(given) })]
        : []),
    ];
  });
  return dice.pick(options);
}

/** A lookup that asks the written row for what it refers to, where the right one has it in its key. */
function unkept({ source, rowKey, lookup }: Mapping): string {
  const key = keyOf(source.replace("lab.", ""));
  const [column, type] = key.at(-1)!;
  const reference = /r\.(\w+)\)$/.exec(rowKey!)![1];
  const own = `(select self.${reference} as to_it from ${source} self where self.${column} = split_part(:key, '/', ${key.length})::${type}) w`;
  return lookup!.replace(/\(select nullif.*? as to_it\) w/, own);
}
