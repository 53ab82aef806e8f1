import type { HistoryFilter, SeriesFilter } from "@/lib/client/keys";
import { PAGE_LIMIT_MAX } from "@/lib/contract/page";
import { asRange, HOURS_MAX, RANGE_MIN_MS, RANGES } from "@/lib/range";
import { TRIGGER_TYPES } from "@/lib/tiers";

/** The overview's list of what happened last. */
export const RECENT: HistoryFilter = { hours: 24, limit: 8 };

/** A timestamp of a URL; what is none is ignored. */
const timestamp = (value: string | null) =>
  value && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : undefined;

/** The charts of a view as its URL wants them: a range, or the part of it that was chosen. */
export function seriesFilter(
  view: string,
  params: { get(name: string): string | null },
  timeZone: string | undefined,
): SeriesFilter {
  const hours = RANGES[asRange(params.get("range"))];
  const [from, to] = [timestamp(params.get("from")), timestamp(params.get("to"))];
  const fits = from && to && Date.parse(to) - Date.parse(from) >= RANGE_MIN_MS;
  return { view, hours, time_zone: timeZone, ...(fits && { from, to }) };
}

/** So many waiting events a view's page shows at first. */
export const VIEW_EVENTS = 10;

export const TABLE_STEP = 25;
/** In the order in which a filter offers them. */
export const STATUSES = ["completed", "failed", "running", "skipped"] as const;

const known = <T extends string>(values: readonly T[], value: string | null | undefined): T | undefined =>
  values.find((one) => one === value);

/** The table of a view as its URL filters it; what is not known is ignored. */
export const tableFilter = (
  view: string,
  params: { get(name: string): string | null },
  limit = TABLE_STEP,
): HistoryFilter => ({
  hours: RANGES[asRange(params.get("range"))],
  view,
  status: known(STATUSES, params.get("status")),
  trigger_type: known(TRIGGER_TYPES, params.get("tier")),
  triggered_by: params.get("who") || undefined,
  limit,
});

/** All failures of a range. */
export const failuresFilter = (params: { get(name: string): string | null }) =>
  ({
    hours: RANGES[asRange(params.get("range"))],
    status: "failed" as const,
    limit: PAGE_LIMIT_MAX,
  }) satisfies HistoryFilter;

/** The last failure there is, for "nothing failed since". */
export const LAST_FAILURE: HistoryFilter = { hours: HOURS_MAX, status: "failed", limit: 1 };
