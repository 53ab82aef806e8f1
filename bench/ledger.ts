import type { Report } from "./support/markdown";
import { tps } from "./support/pgbench";
import { type Bench, oneByOne, withServer } from "./support/server";
import { figure, median, took } from "./support/stats";

const INSERT = `\\set n random(1, 9000)
insert into cpg_pos (folio, cliente, sucursal, monto_total) values ('POS-' || :n, 'Público en general', 'Centro', :n);`;

/** What grows with a ledger that nobody empties: writing into it, asking it, emptying it. */
export async function ledger({ small }: { small: boolean }): Promise<Report> {
  const sizes = small ? [0, 1_000, 10_000] : [0, 10_000, 100_000, 1_000_000];
  const seconds = small ? 2 : 5;
  return await withServer(async (bench) => {
    await bench.sql`select frescura.refresh('universal-transactions', 'test')`;
    const rows: string[][] = [];
    let empty = 0;
    for (const size of sizes) {
      const row = await measured(bench, size, seconds, small ? 3 : 5);
      empty ||= row.tps;
      rows.push([
        size.toLocaleString("en-US"),
        figure(row.tps),
        (row.tps / empty).toFixed(2),
        figure(row.pending),
        figure(row.state),
        size === 0 ? "–" : figure(row.bytes / size),
        size === 0 ? "–" : figure(row.pruned),
      ]);
    }
    return {
      name: "ledger",
      title: "What a ledger costs as it grows",
      method: `rows of the ledger that wait for a refresh; single durable inserts by pgbench (4 clients, ${seconds} s, median), against the empty ledger; milliseconds of frescura.pending() and of the question that every live read asks; bytes a row with its indexes; and, once a refresh contains them, rows removed a second in batches of 10,000. PostgreSQL ${bench.version}.`,
      head: [
        "rows in it",
        "inserts, tps",
        "of empty",
        "frescura.pending, ms",
        "state, ms",
        "bytes a row",
        "removed a second",
      ],
      rows,
    };
  });
}

async function measured({ sql, url }: Bench, size: number, seconds: number, repeats: number) {
  await sql.unsafe("truncate cpg_pos");
  await sql.unsafe("call frescura.refresh_tracked('universal-transactions', 'test')");
  await oneByOne(sql, ["truncate frescura.ledger_1", "checkpoint"]);
  // In statements of a thousand, as a busy till would have left them.
  for (let done = 0; done < size; done += 1_000) {
    await sql.unsafe(
      `insert into cpg_pos (folio, monto_total) select 'POS-' || g, g % 9000 from generate_series(${done + 1}, ${done + Math.min(1_000, size - done)}) g`,
    );
  }
  await sql.unsafe("vacuum analyze frescura.ledger_1");
  const [{ bytes }] = await sql<
    [{ bytes: number }]
  >`select pg_total_relation_size('frescura.ledger_1') as bytes`;
  const pending = await timed(repeats, () => sql`select * from frescura.pending('universal-transactions')`);
  const state = await timed(
    repeats,
    () => sql`
      select s.known and not exists (
               select from frescura.ledger_1 w where w.whole and w.xid >= pg_snapshot_xmin(s.baseline) and not pg_visible_in_snapshot(w.xid, s.baseline)
                order by w.xid offset 0)
        from frescura.baseline_status(1) s`,
  );
  const speeds: number[] = [];
  for (let n = 0; n < repeats; n++) speeds.push(await tps(url, INSERT, { seconds, clients: 4 }));
  await sql.unsafe("call frescura.refresh_tracked('universal-transactions', 'test')");
  const [{ left }] = await sql<[{ left: number }]>`select count(*)::integer as left from frescura.ledger_1`;
  const spent = await took(async () => {
    for (let last = 10_000; last === 10_000; ) {
      const [row] = await sql<
        [{ n: number }]
      >`select frescura.prune_ledger('universal-transactions', 10000)::integer as n`;
      last = row.n;
    }
  });
  return { tps: median(speeds), pending, state, bytes: Number(bytes), pruned: (1000 * left) / spent };
}

async function timed(repeats: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n <= repeats; n++) {
    const spent = await took(work);
    if (n > 0) times.push(spent);
  }
  return median(times);
}
