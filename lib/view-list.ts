import type { ViewHealth } from "@/lib/contract/health";
import { ageAt, STATUS_ORDER, type Status, statusAt } from "@/lib/view-status";

export const SORTS = ["state", "title", "age", "missing", "duration"] as const;
export type Sort = (typeof SORTS)[number];
export const GROUPINGS = ["none", "state", "schema"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Views under one heading; "" for all of them under none. */
export interface Group {
  key: string;
  views: readonly ViewHealth[];
}

const schemaOf = ({ view_name }: ViewHealth) =>
  view_name.includes(".") ? view_name.slice(0, view_name.indexOf(".")) : "public";

/** What is missing in sum: rows first, since amounts of several currencies cannot be compared. */
const missingOf = (view: ViewHealth) => (view.pending_known ? view.pending_transactions : -1);

/**
 * The rows of the table of views.
 *
 * @param views worst first
 * @param only views of this state; null for all
 */
export function listViews(
  views: readonly ViewHealth[],
  now: number,
  {
    sort,
    descending,
    grouping,
    only,
  }: { sort: Sort; descending: boolean; grouping: Grouping; only: Status | null },
): Group[] {
  const value: Record<Exclude<Sort, "title" | "state">, (view: ViewHealth) => number> = {
    age: (view) => ageAt(view, now) ?? Number.POSITIVE_INFINITY,
    missing: missingOf,
    duration: (view) => view.last_duration_ms ?? -1,
  };
  const shown = views.filter((view) => only === null || statusAt(view, now) === only);
  const ascending =
    sort === "state"
      ? shown.toReversed()
      : sort === "title"
        ? shown.toSorted((a, b) => a.title.localeCompare(b.title, undefined, { numeric: true }))
        : shown.toSorted((a, b) => {
            const [left, right] = [value[sort](a), value[sort](b)];
            // Of two that are not known neither is older.
            return left === right ? 0 : left - right;
          });
  const sorted = descending ? ascending.toReversed() : ascending;
  if (grouping === "none") return sorted.length > 0 ? [{ key: "", views: sorted }] : [];
  const of = grouping === "schema" ? schemaOf : (view: ViewHealth) => statusAt(view, now);
  const keys = [...new Set(sorted.map(of))].toSorted(
    grouping === "schema"
      ? (a, b) => a.localeCompare(b)
      : (a, b) => STATUS_ORDER.indexOf(a as Status) - STATUS_ORDER.indexOf(b as Status),
  );
  return keys.map((key) => ({ key, views: sorted.filter((view) => of(view) === key) }));
}
