import type { Freshness } from "@/lib/contract/freshness";
import type { ViewHealth } from "@/lib/contract/health";

/** What a badge says of a view: its freshness, or that nobody keeps it fresh. */
export type Status = Freshness | "suspended";

/** Worst first: the order of the cards, and what the tab's icon shows. */
export const STATUS_ORDER: readonly Status[] = ["very_stale", "unknown", "stale", "suspended", "fresh"];

/** Seconds since the data of a view was true, by the server's clock; null where nobody knows. */
export function ageAt(view: Pick<ViewHealth, "last_refresh" | "freshness">, now: number): number | null {
  if (view.freshness === "unknown" || !view.last_refresh) return null;
  return Math.max(0, Math.floor((now - Date.parse(view.last_refresh)) / 1000));
}

/**
 * The status at a moment of the server's clock. Counted here too, not only by the server: when the connection is
 * lost, a badge must not stay green.
 */
export function statusAt(view: ViewHealth, now: number): Status {
  if (!view.enabled) return "suspended";
  const age = ageAt(view, now);
  if (age === null) return "unknown";
  if (age <= view.sla_seconds) return "fresh";
  return age <= view.stale_seconds ? "stale" : "very_stale";
}

/**
 * Worst first, and among those the one that has used up most of its target. Fresh ones by what was promised of them,
 * the shortest target first: their cards must not change places each time that one of them is refreshed.
 */
export function worstFirst(views: readonly ViewHealth[], now: number): ViewHealth[] {
  const strain = (view: ViewHealth) =>
    statusAt(view, now) === "fresh" ? 0 : (ageAt(view, now) ?? Number.POSITIVE_INFINITY) / view.sla_seconds;
  const rank = (view: ViewHealth) => STATUS_ORDER.indexOf(statusAt(view, now));
  const failing = (view: ViewHealth) => (view.failures_in_a_row > 0 ? 0 : 1);
  return views.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      failing(a) - failing(b) ||
      strain(b) - strain(a) ||
      a.sla_seconds - b.sla_seconds ||
      a.title.localeCompare(b.title),
  );
}

/** All views in one look. */
export interface Summary {
  total: number;
  worst: Status;
  counts: Readonly<Record<Status, number>>;
  /** Age of the oldest view that has one. */
  oldest: number | null;
  /** Views that failed more than once in a row. */
  failing: number;
}

/** Sums up a list of views at a moment; null where there is none. */
export function summarize(views: readonly ViewHealth[], now: number): Summary | null {
  if (views.length === 0) return null;
  const counts: Record<Status, number> = { very_stale: 0, unknown: 0, stale: 0, suspended: 0, fresh: 0 };
  let oldest: number | null = null;
  for (const view of views) {
    counts[statusAt(view, now)] += 1;
    const age = ageAt(view, now);
    if (age !== null && (oldest === null || age > oldest)) oldest = age;
  }
  return {
    total: views.length,
    worst: STATUS_ORDER.find((status) => counts[status] > 0) ?? "fresh",
    counts,
    oldest,
    failing: views.filter((view) => view.failures_in_a_row > 1).length,
  };
}

/** The view that comes with the product, in every database that is migrated. */
const SHIPPED = "universal-transactions";

/** Whether no view is registered but the shipped one, and nothing has ever been in that. */
export function nothingOfTheirOwn(views: readonly ViewHealth[]): boolean {
  return views.every(
    (view) =>
      view.slug === SHIPPED && !view.rows_count && view.pending_events + view.pending_transactions === 0,
  );
}
