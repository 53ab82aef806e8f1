import type { TransactionSql } from "postgres";
import { connect } from "../client";
import { installStrategy } from "../strategy";
import { createAccounts, type DemoAccount, readAccounts } from "./accounts";
import { inventHistory, inventHourly, type PastRefresh } from "./history";
import { createRandom } from "./random";
import { inventSales } from "./sales";
import { DEMO_ORIGIN, storeEvents, storeHistory, storeSales } from "./store";
import { createViews } from "./views";

const TRANSACTIONS = 10_000;
const DAYS = 90;
const HISTORY_DAYS = 30;
const DEFAULT_SEED = 20_250_115;

/** How to invent the demo. */
export interface DemoOptions {
  /** Of all demo accounts. */
  password: string;
  /** The same seed and moment give the same data. */
  seed?: number;
  now?: Date;
}

/**
 * Fills an empty database with the demo: accounts, three months of transactions, three more views and a month of
 * refreshes, all marked as demo data. For the embedded database only.
 *
 * @returns the demo's accounts, now or from an earlier start; none where the database holds other data
 */
export async function seedDemo(
  databaseUrl: string,
  options: DemoOptions,
): Promise<{ accounts: DemoAccount[] }> {
  const sql = connect(databaseUrl, "frescura demo", 1);
  try {
    const { accounts, seeded } = await sql.begin(async (tx) => {
      // Two starts at once: the second one waits, and finds the demo made.
      await tx`lock table frescura.settings in share row exclusive mode`;
      const seeded = await isEmpty(tx);
      if (seeded) await seed(tx, options);
      return { accounts: (await isDemo(tx)) ? await readAccounts(tx) : [], seeded };
    });
    if (seeded) {
      const views = await sql<{ slug: string }[]>`select slug from frescura.views order by id`;
      for (const { slug } of views)
        await sql`call frescura.refresh_tracked(${slug}, 'manual', ${DEMO_ORIGIN})`;
      await sql`analyze cpg_pos, cpg_consignment, frescura.refresh_log, universal_transactions_mv`;
    }
    return { accounts };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Whether the database is the demo: nothing else may be written to by an invented till. */
export async function isDemo(sql: Pick<TransactionSql, "unsafe">): Promise<boolean> {
  const rows = await sql.unsafe("select from frescura.settings where key = 'demo'");
  return rows.length > 0;
}

async function isEmpty(tx: TransactionSql): Promise<boolean> {
  const [row] = await tx<{ empty: boolean; tables: string[] }[]>`
    select not exists (select from frescura.users)
       and not exists (select from frescura.views where slug <> 'universal-transactions')
       and not exists (select from frescura.settings where key = 'demo')
       and not exists (
         select from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p', 'm', 'f') and n.nspname !~ '^(pg_|information_schema$|frescura$)'
            and not (n.nspname = 'public' and c.relname in ('cpg_pos', 'cpg_consignment', 'universal_transactions_mv'))
            and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
       ) as empty,
           array(select format('%I.%I', 'public', t) from unnest(array['cpg_pos', 'cpg_consignment']) t
                  where to_regclass('public.' || t) is not null) as tables`;
  // Somebody may have tables of these names, with rows of his own.
  for (const table of row!.tables) {
    if ((await tx.unsafe(`select from ${table} limit 1`)).length > 0) return false;
  }
  return row!.empty;
}

async function seed(tx: TransactionSql, options: DemoOptions): Promise<void> {
  const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
  const now = options.now ?? clock!.now;
  const random = createRandom(options.seed ?? DEFAULT_SEED);

  const sales = inventSales(random, { count: TRANSACTIONS, days: DAYS, now });
  await installStrategy(tx);
  await storeSales(tx, sales);
  await createViews(tx);
  await createAccounts(tx, options.password);

  const all = [...sales.pos, ...sales.consignments].sort((a, b) => +a.created_at - +b.created_at);
  const large = all.filter(({ monto_total }) => Number(monto_total) >= 10_000);
  const past = { now, days: HISTORY_DAYS };
  const history = [
    ...inventHistory(random, { ...past, sales: moments(all), large: moments(large) }),
    ...inventHourly(random, { ...past, view: "ventas-por-sucursal", rows: 910 }),
    ...inventHourly(random, { ...past, view: "top-clientes", rows: 200 }),
    ...inventHourly(random, { ...past, view: "ventas-diarias", rows: 180 }),
  ].sort((a, b) => +a.startedAt - +b.startedAt);
  const ids = await storeHistory(tx, history);
  await storeEvents(tx, coveredEvents(history, ids));
  await tx`insert into frescura.settings (key, value) values ('demo', ${tx.json({ seeded_at: now.toISOString() })})`;
}

function moments(rows: readonly { created_at: Date }[]): Date[] {
  return rows.map(({ created_at }) => created_at);
}

function coveredEvents(history: readonly PastRefresh[], ids: readonly number[]) {
  return history.flatMap(({ events, startedAt, durationMs }, index) => {
    const processedAt = new Date(startedAt.getTime() + durationMs);
    return events.map((at) => ({ at, refreshId: ids[index]!, processedAt }));
  });
}
