import type { PendingSummary } from "@/lib/contract/pending";

/** What a view lacks, as a sentence for people who read the API. */
export function pendingWords({ known, reason, transactions, amounts }: PendingSummary): string {
  if (!known) return `It is not known what this view lacks: ${(reason ?? "unknown").replaceAll("_", " ")}.`;
  if (transactions === 0) return "This view lacks nothing that was recorded.";
  const sums = Object.entries(amounts)
    .filter(([, amount]) => amount !== 0)
    .map(([currency, amount]) => money(amount, currency));
  const count = `${transactions.toLocaleString("en-US")} transaction${transactions === 1 ? "" : "s"}`;
  return `${[count, sums.join(" + ")].filter(Boolean).join(", ")} not in this view yet`;
}

function money(amount: number, currency: string): string {
  const digits = { maximumFractionDigits: 0 } as const;
  if (!/^[A-Z]{3}$/.test(currency)) return amount.toLocaleString("en-US", digits);
  const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", ...digits } as const;
  const text = amount.toLocaleString("en-US", style);
  return text.includes(currency) ? text : `${text} ${currency}`;
}
