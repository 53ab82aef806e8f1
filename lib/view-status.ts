import type { ViewHealth } from "@/lib/contract/health";
import { LATE_RANK, VERDICTS, type Verdict } from "@/lib/view-verdict";

/** What a badge says of a view: what may be done with its numbers. */
export type Status = Verdict;

/** Worst first. */
export const STATUS_ORDER: readonly Status[] = VERDICTS;

/** Seconds since the data of a view was true, to its roots, by the server's clock; null where nobody knows. */
export function ageAt(view: Pick<ViewHealth, "data_as_of">, now: number): number | null {
  if (!view.data_as_of) return null;
  return Math.max(0, Math.floor((now - Date.parse(view.data_as_of)) / 1000));
}

/** Its rank at a moment: age goes on without the server, so that no badge stays green when the connection is lost. */
function rankAt(view: ViewHealth, now: number): number {
  const age = ageAt(view, now);
  return age !== null && age > view.sla_seconds ? Math.max(LATE_RANK, view.verdict_rank) : view.verdict_rank;
}

/** The server's verdict, or late once it is. */
export function statusAt(view: ViewHealth, now: number): Status {
  return rankAt(view, now) > view.verdict_rank ? "late" : view.verdict;
}

/**
 * Worst first, and among those the one that has used up most of its target. Reliable ones by what was promised of them,
 * the shortest target first: their cards must not change places each time that one of them is refreshed.
 */
export function worstFirst(views: readonly ViewHealth[], now: number): ViewHealth[] {
  const strain = (view: ViewHealth) =>
    statusAt(view, now) === "reliable"
      ? 0
      : (ageAt(view, now) ?? Number.POSITIVE_INFINITY) / view.sla_seconds;
  return views.toSorted(
    (a, b) =>
      rankAt(b, now) - rankAt(a, now) ||
      // Of two of unknown age neither is older.
      (strain(b) === strain(a) ? 0 : strain(b) - strain(a)) ||
      a.sla_seconds - b.sla_seconds ||
      a.title.localeCompare(b.title),
  );
}

/** All views in one look. */
export interface Summary {
  total: number;
  worst: Status;
  counts: Readonly<Record<Status, number>>;
  /** As of when the oldest data is, of the reliable views that have an age. */
  asOf: string | null;
  /** Those that are not reliable, the worst first. */
  exceptions: readonly ViewHealth[];
}

/** Sums up a list of views at a moment; null where there is none. */
export function summarize(views: readonly ViewHealth[], now: number): Summary | null {
  const sorted = worstFirst(views, now);
  const [worst] = sorted;
  if (!worst) return null;
  const counts: Record<Status, number> = {
    suspended: 0,
    failing: 0,
    unverified: 0,
    late: 0,
    incomplete: 0,
    reliable: 0,
  };
  for (const view of sorted) counts[statusAt(view, now)] += 1;
  const exceptions = sorted.filter((view) => statusAt(view, now) !== "reliable");
  const asOf = sorted
    .filter((view) => !exceptions.includes(view))
    .flatMap(({ data_as_of }) => data_as_of ?? [])
    .toSorted()[0];
  return { total: sorted.length, worst: statusAt(worst, now), counts, asOf: asOf ?? null, exceptions };
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
