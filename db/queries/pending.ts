import { z } from "zod";
import type { Executor } from "@/db/client";
import { many } from "@/db/rows";
import { type PendingClass, type PendingSummary, pendingClass, pendingSummary } from "@/lib/contract/pending";

const pendingRow = z.union([
  pendingClass.extend({ known: z.literal(true), reason: pendingSummary.shape.reason }),
  // Where it is not known what a view lacks, there is one row that says why.
  z.object({ known: z.literal(false), reason: z.string() }),
]);

/** What a view lacks, by its slug: in sum, and per class and currency. */
export async function pendingOf(
  sql: Executor,
  slug: string,
): Promise<PendingSummary & { classes: PendingClass[] }> {
  const rows = await many(
    pendingRow,
    sql`
    select known, reason, class, currency, transactions, keys, rows, amount::float8 as amount, oldest_at
      from frescura.pending(${slug})`,
  );
  const [first] = rows;
  if (!first) return { known: true, reason: null, ...NOTHING, classes: [] };
  const { known, reason } = first;
  if (!known) return { known, reason, ...NOTHING, classes: [] };
  const classes = rows.flatMap((row) => {
    if (!row.known) return [];
    const { known: _known, reason: _reason, ...rest } = row;
    return [rest];
  });
  return { known, reason, ...sumOf(classes), classes };
}

const NOTHING = { transactions: 0, amounts: {}, oldest_at: null };

function sumOf(classes: readonly PendingClass[]): Omit<PendingSummary, "known" | "reason"> {
  const amounts: Record<string, number> = {};
  for (const { currency, amount } of classes) {
    // In cents, or sums of doubles would show what no till ever took.
    amounts[currency ?? ""] = Math.round((amounts[currency ?? ""] ?? 0) * 100 + amount * 100) / 100;
  }
  const oldest = classes.map(({ oldest_at }) => oldest_at).sort()[0] ?? null;
  const transactions = classes.reduce((sum, each) => sum + each.transactions, 0);
  return { transactions, amounts, oldest_at: oldest };
}

/** The columns of a `PendingSummary` for the view whose slug stands in `slug`, in the snapshot of the query around. */
export function pendingColumns(sql: Executor, slug: string) {
  return sql`
    select coalesce(bool_and(p.known), true) as known, max(p.reason) as reason,
           coalesce(sum(p.transactions), 0)::bigint as transactions,
           coalesce(jsonb_object_agg(coalesce(p.currency, ''), p.amount) filter (where p.known), '{}') as amounts,
           min(p.oldest_at) as oldest_at
      from (select q.known, q.reason, q.currency, sum(q.transactions) as transactions, sum(q.amount) as amount,
                   min(q.oldest_at) as oldest_at
              from frescura.pending(${slug}) q group by 1, 2, 3) p`;
}
