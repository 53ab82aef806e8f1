import { simulate } from "@/tests/support/simulation";
import type { Report } from "./support/markdown";
import { oneByOne, withServer } from "./support/server";

const MONTH = { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z" };
/** In which the clock is changed. */
const WEEK = { from: "2026-03-26T00:00:00Z", to: "2026-04-02T00:00:00Z" };
const SMALL = { from: "2026-03-28T00:00:00Z", to: "2026-03-31T00:00:00Z" };

const DRIVERS = [
  ["worker, clocks alone", 15, true, MONTH],
  ["worker", 15, false, MONTH],
  ["every 5 minutes", 300, false, WEEK],
  ["every 15 minutes", 900, false, WEEK],
  ["every 60 minutes", 3600, false, WEEK],
] as const;

/** A simulated month by driver: how far the targets are kept. */
export async function deadlines({ small }: { small: boolean }): Promise<Report> {
  const rows: string[][] = [];
  for (const [driver, lookSeconds, clocksOnly, time] of DRIVERS) {
    await withServer(async ({ sql }) => {
      // Nothing here is timed: thousands of refreshes are to be done with soon, and leave no dead rows behind.
      await oneByOne(sql, [
        "alter system set autovacuum = on",
        "alter system set synchronous_commit = off",
        "select pg_reload_conf()",
      ]);
      for (const kept of await simulate(sql, { lookSeconds, clocksOnly, ...(small ? SMALL : time) })) {
        rows.push([
          driver,
          kept.view,
          `${kept.percent} %`,
          String(kept.breaches),
          String(kept.longestSeconds),
          String(kept.refreshes),
          String(kept.failures),
          String(kept.busySeconds),
        ]);
      }
      console.error(
        rows
          .slice(-3)
          .map((row) => row.join("  "))
          .join("\n"),
      );
    });
  }
  return {
    name: "deadlines",
    title: "A month of targets, by driver",
    method:
      "March 2026 in Europe/Madrid, where the clock is changed on the 29th (the drivers that come seldom: 26 March to 2 April), over the SQL of the product with another clock; `sales` (20 s), `report` (8 s, reads it) and `desk` (30 s) have the defaults, `desk` also 15 minutes on weekdays from 9 to 18 and 30 minutes by 8:55. Refreshes grow by half over the month, each 25th takes four times as long, and one fails each day. Kept: share of the time in which the data was within its target; longest breach in seconds; database time in seconds a day.",
    head: ["driver", "view", "kept", "breaches", "longest, s", "refreshes", "failed", "s a day"],
    rows,
  };
}
