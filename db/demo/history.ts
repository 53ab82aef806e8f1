import { DAY_MS } from "@/lib/duration";
import { nextRuns } from "@/lib/schedule/due";
import { HOURLY_CRON, WORKING_HOURS_CRON } from "@/lib/tiers";
import { BUSINESS_TIME_ZONE_DEFAULT } from "@/lib/time-zone";
import { logNormal, pick, type Random } from "./random";

/** How a refresh failed, and how long that takes: as long as the setting says that cuts it off. */
interface Failure {
  code: string;
  message: string;
  afterMs: number;
}

/** An invented row of `frescura.refresh_log`. */
export interface PastRefresh {
  view: string;
  triggerType: "cron" | "event";
  startedAt: Date;
  durationMs: number;
  rows: number;
  inserted: number;
  failure?: Failure;
  /** Moments of the events that it covered. */
  events: readonly Date[];
}

const FAILURE_SHARE = 0.006;

const FAILURES: readonly [Failure, Failure, ...Failure[]] = [
  { code: "55P03", message: "canceling statement due to lock timeout", afterMs: 10_000 },
  { code: "57014", message: "canceling statement due to statement timeout", afterMs: 30_000 },
  { code: "40P01", message: "deadlock detected", afterMs: 1_000 },
  { code: "53200", message: "out of memory", afterMs: 240 },
];

/**
 * Invents a month of refreshes of the report over all transactions: by the clock, and for each large sale.
 *
 * @param sales moments of all transactions, ascending
 * @param large moments of those that are events, ascending
 */
export function inventHistory(
  random: Random,
  { sales, large, now, days }: { sales: readonly Date[]; large: readonly Date[]; now: Date; days: number },
): PastRefresh[] {
  const from = new Date(now.getTime() - days * DAY_MS);
  const slots = slotsOf([HOURLY_CRON, WORKING_HOURS_CRON], from, now);
  const trouble = troubledSlots(random, slots, now);
  const byClock = slots.map((slot, index) => {
    const startedAt = new Date(slot.getTime() + 400 + Math.floor(random() * 9_000));
    const failure = trouble.get(index);
    return refresh(random, "cron", startedAt, sales, failure);
  });
  const byEvent = large
    .filter((at) => at > from)
    .map((at) => {
      const startedAt = new Date(at.getTime() + 120 + Math.floor(random() * 500));
      return { ...refresh(random, "event", startedAt, sales), events: [at] };
    });
  return inOrder([...byClock, ...byEvent]);
}

/** Invents the hourly refreshes of another view of the demo, which holds `rows` rows. */
export function inventHourly(
  random: Random,
  { view, rows, now, days }: { view: string; rows: number; now: Date; days: number },
): PastRefresh[] {
  const slots = slotsOf([HOURLY_CRON], new Date(now.getTime() - days * DAY_MS), now);
  return slots.map((slot) => ({
    view,
    triggerType: "cron",
    startedAt: new Date(slot.getTime() + 600 + Math.floor(random() * 9_000)),
    durationMs: Math.round(logNormal(random, 45, 0.25)),
    rows,
    inserted: Math.round(random() * 6),
    events: [],
  }));
}

/** All slots of several schedules, each moment once. The last minute is left to what really happens. */
function slotsOf(crons: readonly string[], from: Date, now: Date): Date[] {
  const until = now.getTime() - 60_000;
  const timestamps = new Set<number>();
  for (const cron of crons) {
    let cursor = from;
    while (cursor.getTime() < until) {
      const slots = nextRuns({ cron, timeZone: BUSINESS_TIME_ZONE_DEFAULT }, cursor, 100);
      for (const slot of slots) if (slot.getTime() < until) timestamps.add(slot.getTime());
      cursor = slots.at(-1)!;
    }
  }
  return [...timestamps].sort((a, b) => a - b).map((at) => new Date(at));
}

/** Which slots failed: a few here and there, two in a row once, one in the last day, none just now. */
function troubledSlots(random: Random, slots: readonly Date[], now: Date) {
  const trouble = new Map<number, Failure>();
  for (let index = 0; index < slots.length - 8; index++) {
    if (random() < FAILURE_SHARE) trouble.set(index, pick(random, FAILURES));
  }
  const before = (days: number) => slots.findIndex((slot) => slot.getTime() > now.getTime() - days * DAY_MS);
  const streak = before(12);
  trouble.set(streak, FAILURES[0]).set(streak + 1, FAILURES[0]);
  trouble.set(before(0.4), FAILURES[1]);
  return trouble;
}

function refresh(
  random: Random,
  triggerType: PastRefresh["triggerType"],
  startedAt: Date,
  sales: readonly Date[],
  failure?: Failure,
): PastRefresh {
  const rows = countUpTo(sales, startedAt);
  const before = countUpTo(sales, new Date(startedAt.getTime() - 900_000));
  // Some hundredths of a millisecond for each row, and now and then the server has something else to do.
  const busy = random() < 0.02 ? 4 : 1;
  const usual = Math.round(logNormal(random, 60 + rows * 0.011, 0.18) * busy);
  const durationMs = failure ? failure.afterMs + Math.floor(random() * 40) : usual;
  const base = { view: "universal-transactions", triggerType, startedAt, durationMs, events: [] };
  return failure ? { ...base, rows: 0, inserted: 0, failure } : { ...base, rows, inserted: rows - before };
}

/** One refresh of a view at a time: whatever would begin during another is left to that one. */
function inOrder(refreshes: PastRefresh[]): PastRefresh[] {
  refreshes.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  const kept: PastRefresh[] = [];
  let freeAt = 0;
  for (const next of refreshes) {
    if (next.startedAt.getTime() < freeAt && next.triggerType === "cron") continue;
    const startedAt = new Date(Math.max(next.startedAt.getTime(), freeAt));
    kept.push({ ...next, startedAt });
    freeAt = startedAt.getTime() + next.durationMs + 1;
  }
  return kept;
}

function countUpTo(ascending: readonly Date[], timestamp: Date): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= timestamp) low = middle + 1;
    else high = middle;
  }
  return low;
}
