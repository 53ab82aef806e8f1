import type { Sql } from "@/db/client";

/** A materialized view of a random graph, over tables or others of them. */
export interface Node {
  name: string;
  /** Tables (`t1`) and materialized views (`m1`) that it reads, the latter perhaps through a plain view. */
  reads: readonly string[];
  through: boolean;
  registered: boolean;
}

export interface Graph {
  tables: readonly string[];
  nodes: readonly Node[];
}

/** A write that was committed, and when at the latest, by the database's clock. */
export interface Write {
  table: string;
  n: number;
  amount: number;
  by: number;
}

/** Every way from a view down to a table, as its rows are tagged. */
export function paths(graph: Graph, name: string): { path: string; table: string }[] {
  const node = graph.nodes.find((one) => one.name === name)!;
  return node.reads.flatMap((below) =>
    graph.tables.includes(below)
      ? [{ path: below, table: below }]
      : paths(graph, below).map(({ path, table }) => ({ path: `${below}/${path}`, table })),
  );
}

/** A view whose rows say which writes it holds, by which way they came. */
function definition(graph: Graph, { reads, through }: Node): string {
  return reads
    .map((below) =>
      graph.tables.includes(below)
        ? // A row that is poisoned lets the refresh fail.
          `select '${below}'::text as path, n, amount / (case when poison then 0 else 1 end) as amount from ${below}`
        : `select '${below}/' || path as path, n, amount from ${through ? `${below}_v` : below}`,
    )
    .join(" union all ");
}

/** Makes the tables and views of a graph, and registers, tracks and watches what it says. */
export async function makeGraph(sql: Sql, graph: Graph): Promise<void> {
  await sql.unsafe(`
    do $$ declare v text; begin
      for v in select slug from frescura.views loop perform frescura.unregister(v); end loop;
    end $$;
    drop schema if exists world cascade; create schema world; set search_path = world, public;
    truncate frescura.refresh_triggers, frescura.alerts, frescura.capture_failures cascade`);
  for (const table of graph.tables)
    await sql.unsafe(
      `create table world.${table} (n integer primary key, amount numeric not null, poison boolean not null default false)`,
    );
  for (const node of graph.nodes) {
    const { name } = node;
    await sql.unsafe(`
      set search_path = world, public;
      create materialized view ${name} as ${definition(graph, node)}; create unique index on ${name} (path, n);
      create view ${name}_v as select path, n, amount from ${name}`);
    if (!node.registered) continue;
    await sql.unsafe(
      `select frescura.register('world.${name}', '${name}'); update frescura.views set event_attempts_max = 3`,
    );
    const tables = node.reads.filter((below) => graph.tables.includes(below));
    if (tables.length === node.reads.length)
      for (const table of tables)
        await sql.unsafe(
          `select frescura.track('${name}', 'world.${table}', array[$$'${table}'::text$$, 'r.n'], 'r.amount', p_threshold => 10000)`,
        );
    else
      for (const table of new Set(paths(graph, name).map((way) => way.table)))
        await sql.unsafe(`select frescura.watch('${name}', 'world.${table}', 'amount', 10000, 'n')`);
  }
}

/** What a view lacks of the writes that were committed, by the rows that it holds. */
export async function missing(
  sql: Sql,
  graph: Graph,
  name: string,
  writes: readonly Write[],
): Promise<Write[]> {
  const rows = await sql.unsafe<{ path: string; n: number }[]>(`select path, n from world.${name}`);
  const held = new Set(rows.map(({ path, n }) => `${path} ${n}`));
  const ways = paths(graph, name);
  return writes.filter(({ table, n }) =>
    ways.some((way) => way.table === table && !held.has(`${way.path} ${n}`)),
  );
}
