import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "../client";
import { createRandom } from "./random";
import { inventPos } from "./sales";
import { isDemo } from "./seed";

const PAUSE_MS_MIN = 3_000;
const PAUSE_MS_MAX = 6_000;
/** Of the sales: one every minute or two. */
const LARGE_EVERY = { first: 6, min: 14, max: 26 };
const AWAY_MS = 5_000;

/** Sales that come in by themselves. */
export interface SalesSimulator {
  stop(): Promise<void>;
}

/**
 * Starts the sales simulator of the demo: a sale every few seconds, and one over $10k every minute or two. While the database is
 * away it closes, and opens again.
 *
 * @param pauses shorter ones are for tests
 * @throws Error when the database is not the demo's
 */
export async function startSalesSimulator(
  databaseUrl: string,
  pauses: { min: number; max: number; away: number } = {
    min: PAUSE_MS_MIN,
    max: PAUSE_MS_MAX,
    away: AWAY_MS,
  },
): Promise<SalesSimulator> {
  const sql = connect(databaseUrl, "frescura sales simulator", 1);
  if (!(await isDemo(sql))) {
    await sql.end({ timeout: 1 });
    throw new Error("This database is not the demo's: no sales are simulated here.");
  }
  const random = createRandom(Date.now());
  const between = (min: number, max: number) => min + Math.floor(random() * (max - min + 1));
  const stopped = new AbortController();
  let untilLarge = LARGE_EVERY.first;

  async function sell(): Promise<void> {
    const large = untilLarge <= 0;
    const { folio: _, created_at, updated_at, ...sale } = inventPos(random, new Date(), large);
    // Its folio and moment are the database's, as at every till.
    await sql`insert into cpg_pos ${sql(sale)}`;
    untilLarge = large ? between(LARGE_EVERY.min, LARGE_EVERY.max) : untilLarge - 1;
  }

  async function open(): Promise<void> {
    while (!stopped.signal.aborted) {
      const sold = await sell().then(
        () => true,
        () => false,
      );
      const pause = sold ? between(pauses.min, pauses.max) : pauses.away;
      await sleep(pause, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  }

  const selling = open();
  return {
    async stop() {
      stopped.abort();
      await selling;
      await sql.end({ timeout: 2 });
    },
  };
}
