import type { Definition } from "./definitions";
import type { Dice } from "./dice";
import { asRow, condition, from, type Joined, joinTo, path, tree, where } from "./joined";
import { lookupBy, reach } from "./mappings";
import type { Mapping } from "./schema";
import { keyOf, one, TABLES } from "./tables";

/** Rows of one table with what they refer to. */
export function projection(dice: Dice): Definition {
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
export function aggregate(dice: Dice): Definition {
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

/** Two tables one below the other, or their groups. */
export function union(dice: Dice): Definition {
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

/** Rows of one table twice, under two names: each branch leads to keys of its own. */
export function twice(dice: Dice): Definition {
  const table = dice.pick(["bill", "client", "product", "city"]);
  const [column] = one(table);
  const row = (kind: string) =>
    `select '${kind}' as kind, x.${column}::text as id, x.${TABLES[table]!.numbers[0]} as n
       from lab.${table} x${where(dice, [{ table, alias: "x" }])}`;
  const mapping = (kind: string) => ({ source: `lab.${table}`, key: [`'${kind}'`, `r.${column}::text`] });
  return {
    shape: "one table twice",
    below: [],
    query: `${row("a")} union all ${row("b")}`,
    key: ["kind", "id"],
    mappings: [mapping("a"), { ...mapping("b"), mapping: "second" }],
  };
}

/** Groups by columns of two tables that are joined: no row has the key. */
export function pairs(dice: Dice): Definition {
  const joined = tree(dice, dice.pick(["bill", "line", "visit"]));
  const group = (j: Joined) => {
    const [column, none] = Object.entries(TABLES[j.table]!.labels)[0]!;
    return `coalesce(${j.alias}.${column}, ${none})`;
  };
  const groups = dice.shuffle(joined).slice(0, 2).map(group);
  if (groups.length < 2) return pairs(dice);
  return {
    shape: "groups of two tables",
    below: [],
    query: `select ${groups.map((g, n) => `${g} as g${n}`).join(", ")}, count(*) as times
      from ${from(joined)} group by 1, 2`,
    key: ["g0", "g1"],
    mappings: [{ source: `lab.${joined[0]!.table}`, key: groups.map(() => "r.*::text") }],
    untrackable: "key_split",
  };
}

/** Rows of a table beside the one of the same table that they refer to, or how many refer to them. */
export function selfJoin(dice: Dice): Definition {
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
export function untrackable(dice: Dice): Definition {
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
