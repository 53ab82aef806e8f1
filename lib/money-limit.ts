import type { ViewHealth } from "@/lib/contract/health";

/** What a view lacks in the currency of its limit, as `frescura.money_pending` counts it; null where that is not known. */
export function missingMoney(
  view: Pick<ViewHealth, "pending_known" | "pending_amounts" | "pending_currency">,
): number | null {
  if (!view.pending_known) return null;
  // What has no currency counts as the limit's own.
  const { pending_amounts: amounts, pending_currency: currency } = view;
  return (currency ? (amounts[currency] ?? 0) : 0) + (amounts[""] ?? 0);
}
