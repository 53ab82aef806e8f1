import type { PendingSummary } from "@/lib/contract/pending";
import { money } from "@/lib/money";

/** What a view lacks, as a sentence for people who read the API. */
export function pendingWords({ known, reason, transactions, amounts }: PendingSummary): string {
  if (!known) return `It is not known what this view lacks: ${(reason ?? "unknown").replaceAll("_", " ")}.`;
  if (transactions === 0) return "This view lacks nothing that was recorded.";
  const sums = Object.entries(amounts)
    .filter(([, amount]) => amount !== 0)
    .map(([currency, amount]) => money(amount, currency, (n, options) => n.toLocaleString("en-US", options)));
  const count = `${transactions.toLocaleString("en-US")} transaction${transactions === 1 ? "" : "s"}`;
  return `${[count, sums.join(" + ")].filter(Boolean).join(", ")} not in this view yet`;
}
