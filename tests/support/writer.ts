import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@/db/client";
import { createRandom } from "@/db/demo/random";

/** Somebody who writes all the time. */
export interface Writer {
  /** Ends with one more sale over $10k, whatever it takes, so that a refresh covers all that was written. */
  stop(): Promise<void>;
  /** Events that are known to have committed. */
  eventsMin(): number;
}

/**
 * Writes to the tills until told to stop: sales, most of them small, corrections and cancellations, in transactions
 * of one to three statements. A write that the database did not take is let go, as a till would.
 */
export function startWriter(url: string, seed: number): Writer {
  const sql = connect(url, "frescura tests writer", 2);
  const random = createRandom(seed);
  let writing = true;
  let committed = 0;

  const sale = (amount: number) =>
    sql.begin(async (tx) => {
      await tx`insert into cpg_pos (folio, monto_total) values (${`W-${amount}`}, ${amount})`;
      if (random() < 0.5)
        await tx`insert into cpg_consignment (monto_total) values (${Math.round(random() * 900)})`;
      if (random() < 0.3) {
        await tx`update cpg_pos set monto_total = monto_total + 1 where id = (select min(id) from cpg_pos)`;
      }
      if (random() < 0.1)
        await tx`delete from cpg_consignment where id = (select min(id) from cpg_consignment)`;
    });
  const write = async () => {
    while (writing) {
      const large = random() < 0.2;
      try {
        await sale(large ? 10_000 + Math.round(random() * 90_000) : Math.round(random() * 9_000));
        if (large) committed++;
      } catch {
        await sleep(20);
      }
    }
  };
  const lanes = [write(), write()];
  return {
    async stop() {
      writing = false;
      await Promise.all(lanes);
      for (;;) {
        const done = await sale(99_999).then(
          () => true,
          () => false,
        );
        if (done) break;
        await sleep(100);
      }
      await sql.end({ timeout: 5 });
    },
    eventsMin: () => committed,
  };
}
