import { z } from "zod";
import type { Transaction } from "@/db/client";
import { orRefuse, type Refusals, raised } from "@/db/refusal";
import { value } from "@/db/rows";
import type { NewWatch, WatchChange } from "@/lib/contract/watches";

/** Triggers take a lock that writers of the source wait for, and must not wait long for it themselves. */
const LOCK_MS_MAX = 3_000;

/** Makes writes to a table high-impact events of a view, by `frescura.watch` and `frescura.set_threshold`. */
export async function watchSource(tx: Transaction, slug: string, watch: NewWatch): Promise<void> {
  const { source, amount, key, threshold, currency = null, currency_column = null } = watch;
  await inTime(tx, async () => {
    // A column that is no amount would only show at the next write.
    await tx`
      select frescura.check_expression(frescura.resolve('table', ${source})::oid, 'amount', 'r.' || quote_ident(${amount}), 'numeric'),
             frescura.check_expression(frescura.resolve('table', ${source})::oid, 'key', 'r.' || quote_ident(${key}), 'text')`;
    if (currency_column)
      await tx`select frescura.check_expression(frescura.resolve('table', ${source})::oid, 'currency', 'r.' || quote_ident(${currency_column}), 'text')`;
    await tx`select frescura.watch(${slug}, ${source}, ${amount}, ${threshold}, ${key}, ${currency}, ${currency_column})`;
    // Of a source that was watched already, frescura.watch keeps the threshold.
    await tx`select frescura.set_threshold(${slug}, ${source}, ${threshold}, ${currency})`;
  });
}

/** Changes from which amount on a write is a high-impact event. */
export async function setThreshold(tx: Transaction, slug: string, change: WatchChange): Promise<void> {
  const { source, threshold, currency = null } = change;
  await inTime(tx, () => tx`select frescura.set_threshold(${slug}, ${source}, ${threshold}, ${currency})`);
}

/** Ends the high-impact events of a source; false where there were none. */
export async function unwatchSource(tx: Transaction, slug: string, source: string): Promise<boolean> {
  return await inTime(tx, () => value(z.boolean(), tx`select frescura.unwatch(${slug}, ${source})`));
}

const RAISED = raised({ "42P01": "no_such_source", "42P09": "no_such_source", "22023": "bad_threshold" });
const REFUSALS: Refusals = (error) => (error.code === "55P03" ? "locked" : RAISED(error));

/** @throws Refusal */
function inTime<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  return orRefuse(REFUSALS, async () => {
    await tx.unsafe(`set local lock_timeout = ${LOCK_MS_MAX}`);
    return await work();
  });
}
