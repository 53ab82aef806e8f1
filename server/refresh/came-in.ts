import { healthOf } from "@/db/queries/health";
import type { Outcome } from "@/db/queries/history";
import type { ViewHealth } from "@/lib/contract/health";
import type { RefreshResult } from "@/lib/contract/refresh";
import { db } from "@/server/db";

type CameIn = Pick<RefreshResult, "transactions_in" | "amounts_in">;

export const NOT_KNOWN: CameIn = { transactions_in: null, amounts_in: null };

/**
 * What a refresh brought in of that which was missing when it was asked for: all of it, or, of a view that reads views
 * older than the refresh, what is not missing any more.
 */
export async function cameIn(before: ViewHealth, { data_as_of, started_at }: Outcome): Promise<CameIn> {
  if (!before.pending_known || data_as_of === null) return NOT_KNOWN;
  const { pending_transactions: transactions, pending_amounts: amounts } = before;
  if (data_as_of === started_at) return { transactions_in: transactions, amounts_in: amounts };
  const after = await healthOf(db().sql, before.slug);
  if (!after.pending_known) return NOT_KNOWN;
  return {
    transactions_in: Math.max(0, transactions - after.pending_transactions),
    amounts_in: Object.fromEntries(
      Object.entries(amounts).map(([currency, amount]) => [
        currency,
        // In cents, or sums of doubles would show what no till ever took.
        Math.round(100 * amount - 100 * (after.pending_amounts[currency] ?? 0)) / 100,
      ]),
    ),
  };
}
