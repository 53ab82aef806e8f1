import type { ViewHealth } from "@/lib/contract/health";

/** What says nothing of a view's data: that nobody refreshes it by the clock, or that what it lacks is not recorded. */
const HARMLESS = ["disabled", "not_tracked"];

/**
 * Whether a view may be left alone though somebody asks for a refresh: it is fresh, nothing is known to be missing, and
 * nothing else stands in the way of its numbers.
 */
export function isComplete({ needs_refresh, pending_transactions, reasons }: ViewHealth): boolean {
  const troubled = reasons.some(({ code }) => !HARMLESS.includes(code));
  return !needs_refresh && pending_transactions === 0 && !troubled;
}
