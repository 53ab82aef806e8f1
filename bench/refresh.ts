import type { Report } from "./support/markdown";
import { type Bench, withServer } from "./support/server";
import { figure, median, medianRatio, took } from "./support/stats";

/** What the strategy allows a full refresh, in milliseconds. */
const CEILINGS = new Map([
  [10_000, 1_000],
  [100_000, 5_000],
  [1_000_000, 30_000],
  [2_000_000, 45_000],
]);

/** The engine's refresh against PostgreSQL's own, one after the other on the same rows. */
export async function refresh({ small }: { small: boolean }): Promise<Report> {
  const sizes = small ? [10_000] : [10_000, 100_000, 1_000_000];
  return await withServer(async (bench) => {
    const rows: string[][] = [];
    for (const size of sizes) rows.push(await measured(bench, size, size >= 1_000_000 ? 3 : 7));
    return {
      name: "refresh",
      title: "What the engine adds to a refresh",
      method: `call frescura.refresh_tracked() against refresh materialized view concurrently on the report over all transactions, in turn, 1 % of the rows changed before each; milliseconds, median of 7 (3 at a million), and median of the ratios. PostgreSQL ${bench.version}.`,
      head: ["rows", "PostgreSQL's, ms", "engine's, ms", "ratio", "ceiling, ms"],
      rows,
    };
  });
}

async function measured({ sql }: Bench, size: number, repeats: number): Promise<string[]> {
  await sql.unsafe("truncate cpg_pos, cpg_consignment").simple();
  await sql.unsafe(`insert into cpg_pos (folio, cliente, sucursal, monto_total)
    select 'POS-' || g, 'Cliente ' || g % 5000, 'Sucursal ' || g % 10, g % 9000 from generate_series(1, ${size}) g`);
  await sql.unsafe("call frescura.refresh_tracked('universal-transactions', 'test')");
  for (const table of ["cpg_pos", "universal_transactions_mv"]) await sql.unsafe(`vacuum analyze ${table}`);
  const change = async () => {
    await sql.unsafe("update cpg_pos set monto_total = monto_total + 1 where id % 100 = 7");
    await sql`select frescura.prune_ledger('universal-transactions', 10000000)`;
    await sql.unsafe("vacuum analyze cpg_pos");
    await sql.unsafe("vacuum universal_transactions_mv");
    await sql`checkpoint`;
  };
  const theirs = "refresh materialized view concurrently universal_transactions_mv";
  const ours = "call frescura.refresh_tracked('universal-transactions', 'test')";
  const [postgres, engine]: [number[], number[]] = [[], []];
  for (let n = 0; n < repeats; n++) {
    for (const mine of n % 2 === 0 ? [false, true] : [true, false]) {
      await change();
      const spent = await took(() => sql.unsafe(mine ? ours : theirs));
      (mine ? engine : postgres).push(spent);
    }
  }
  const ceiling = CEILINGS.get(size);
  return [
    size.toLocaleString("en-US"),
    figure(median(postgres)),
    figure(median(engine)),
    medianRatio(engine, postgres).toFixed(2),
    ceiling ? ceiling.toLocaleString("en-US") : "–",
  ];
}
