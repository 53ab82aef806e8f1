import { type Cause, causeOf } from "@/lib/causes";
import { makeSlots } from "@/lib/charts/slots";
import type { FailureCount } from "@/lib/contract/history";

/** A bar of the failures per hour, by cause. */
export interface CauseBar {
  at: number;
  hours: number;
  counts: Partial<Record<Cause, number>>;
}

/** Counts failures per bar and cause; causes come most frequent first. */
export function causeBars(
  failures: readonly FailureCount[],
  rangeHours: number,
  now: number,
  timeZone: string | undefined,
): { bars: CauseBar[]; causes: { cause: Cause; count: number }[] } {
  const { slots, indexOf } = makeSlots(rangeHours, now, timeZone);
  const bars: CauseBar[] = slots.map((slot) => ({ ...slot, counts: {} }));
  const totals = new Map<Cause, number>();
  for (const failure of failures) {
    const cause = causeOf(failure.error_code);
    totals.set(cause, (totals.get(cause) ?? 0) + failure.count);
    const bar = bars[indexOf(Date.parse(failure.hour))];
    if (bar) bar.counts[cause] = (bar.counts[cause] ?? 0) + failure.count;
  }
  const causes = [...totals].map(([cause, count]) => ({ cause, count })).sort((a, b) => b.count - a.count);
  return { bars, causes };
}
