import type { Report } from "./support/markdown";
import { type Bench, withServer } from "./support/server";
import { figure, median, medianRatio, took } from "./support/stats";

const VIEW = "universal_transactions_mv";
const SLUG = "universal-transactions";

/** A refresh by keys against PostgreSQL's own of the same view, and against the least that it could cost. */
export async function delta({ small }: { small: boolean }): Promise<Report> {
  const sizes = small ? [10_000] : [10_000, 1_000_000];
  return await withServer(async (bench) => {
    const rows: string[][] = [];
    await bench.sql`insert into frescura.settings (key, value) values ('delta_proofs', '0')`;
    for (const size of sizes) {
      await prepare(bench, size);
      for (const changed of [1, 1_000]) rows.push(await measured(bench, size, changed, small ? 3 : 7));
    }
    return {
      name: "delta",
      title: "Refreshing only what changed",
      method: `call frescura.refresh_tracked() of the report over all transactions as a managed table, all that a refresh does included; refresh materialized view concurrently of a twin with the same definition and index; and a bare update of as many rows by key in a table of the same shape and indexes, which is the limit; in turn after the same change, milliseconds, median of 7 (concurrently: 3 at a million), median of the ratios. PostgreSQL ${bench.version}.`,
      head: [
        "rows",
        "changed",
        "delta, ms",
        "concurrently, ms",
        "bare update, ms",
        "faster than concurrently",
        "to the bare update",
      ],
      rows,
    };
  });
}

async function prepare({ sql }: Bench, size: number): Promise<void> {
  await sql`select frescura.set_strategy(${SLUG}, 'full')`;
  await sql.unsafe(
    "truncate cpg_pos, cpg_consignment restart identity; drop materialized view if exists twin; drop table if exists bare",
  );
  await sql.unsafe(`insert into cpg_pos (folio, cliente, sucursal, monto_total)
    select 'POS-' || g, 'Cliente ' || g % 5000, 'Sucursal ' || g % 10, g % 9000 from generate_series(1, ${size}) g`);
  await sql.unsafe(`call frescura.refresh_tracked('${SLUG}', 'test')`);
  const [row] = await sql<
    [{ definition: string }]
  >`select frescura.definition(${VIEW}::regclass) as definition`;
  await sql.unsafe(`create materialized view twin as ${row.definition};
    create table bare with (fillfactor = 90) as table ${VIEW}`);
  for (const table of ["twin", "bare"]) {
    await sql.unsafe(`create unique index on ${table} (source, source_id); create index on ${table} (fecha);
      create index on ${table} (folio)`);
  }
  await sql`select frescura.set_strategy(${SLUG}, 'delta')`;
  for (const table of ["cpg_pos", VIEW, "twin", "bare"]) await sql.unsafe(`vacuum analyze ${table}`);
}

async function measured({ sql }: Bench, size: number, changed: number, repeats: number): Promise<string[]> {
  const times: Record<"delta" | "concurrently" | "bare", number[]> = {
    delta: [],
    concurrently: [],
    bare: [],
  };
  const ids = `any (array(select g * ${size / changed}::bigint from generate_series(1, ${changed}) g))`;
  for (let n = 0; n < repeats; n++) {
    await sql.unsafe(`update cpg_pos set monto_total = monto_total + 1 where id = ${ids}`);
    await sql`select frescura.prune_ledger(${SLUG}, 10000000)`;
    for (const table of ["cpg_pos", VIEW, "bare"]) await sql.unsafe(`vacuum ${table}`);
    await sql`checkpoint`;
    times.delta.push(await took(() => sql.unsafe(`call frescura.refresh_tracked('${SLUG}', 'test')`)));
    const bare = `update bare set monto_total = monto_total + 1 where source = 'pos' and source_id = ${ids}`;
    times.bare.push(await took(() => sql.unsafe(bare)));
    if (size < 1_000_000 || n < 3) {
      times.concurrently.push(await took(() => sql.unsafe("refresh materialized view concurrently twin")));
    }
  }
  return [
    size.toLocaleString("en-US"),
    changed.toLocaleString("en-US"),
    figure(median(times.delta)),
    figure(median(times.concurrently)),
    figure(median(times.bare)),
    `${figure(medianRatio(times.concurrently, times.delta.slice(0, times.concurrently.length)))}x`,
    `${figure(medianRatio(times.delta, times.bare))}x`,
  ];
}
