import { DAY_MS, HOUR_MS } from "@/lib/duration";
import { pickIndex, type Random } from "./random";

/** Central Mexico, which has not changed its clocks since 2022. */
const BUSINESS_OFFSET_MS = -6 * HOUR_MS;

/** Sunday first. */
const WEEKDAYS = [1.1, 0.85, 0.8, 0.85, 0.95, 1.25, 1.45];
/** The shops open at 8 and close at 22; lunch and the way home are busy. */
const SHOP_HOURS = [0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 4, 5, 7, 9, 9, 7, 6, 7, 9, 10, 8, 5, 0, 0];
const OFFICE_HOURS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 9, 9, 8, 6, 4, 5, 7, 6, 3, 0, 0, 0, 0, 0];
/** Pay day, the day after, and the one after that. */
const PAYDAY = [1.7, 1.5, 1.25];

/** How a trade spreads over days and hours. */
export type Trade = "shop" | "office";

/**
 * Makes a source of moments in the `days` before `now`, as many on each day and in each hour as that trade has:
 * weekends for shops, working days for offices, and more of both after the 15th and the end of a month.
 */
export function momentsOf(trade: Trade, now: Date, days: number): (random: Random) => Date {
  const today = Math.floor((now.getTime() + BUSINESS_OFFSET_MS) / DAY_MS);
  const dates = Array.from({ length: days + 1 }, (_, back) => new Date((today - back) * DAY_MS));
  const weights = dates.map((date) => dayWeight(trade, date));
  const hours = trade === "shop" ? SHOP_HOURS : OFFICE_HOURS;
  const first = now.getTime() - days * DAY_MS;
  return (random) => {
    for (;;) {
      const date = dates[pickIndex(random, weights)]!;
      const within = pickIndex(random, hours) * HOUR_MS + Math.floor(random() * HOUR_MS);
      const at = date.getTime() + within - BUSINESS_OFFSET_MS;
      if (at > first && at < now.getTime()) return new Date(at);
    }
  };
}

function dayWeight(trade: Trade, date: Date): number {
  const weekday = date.getUTCDay();
  if (trade === "office") return weekday === 0 || weekday === 6 ? 0 : paydayWeight(date);
  return WEEKDAYS[weekday]! * paydayWeight(date);
}

function paydayWeight(date: Date): number {
  const since = PAYDAY.findIndex((_, days) => isPayday(new Date(date.getTime() - days * DAY_MS)));
  return since < 0 ? 1 : PAYDAY[since]!;
}

/** The quincena: the 15th and the last day of the month. */
function isPayday(date: Date): boolean {
  return date.getUTCDate() === 15 || new Date(date.getTime() + DAY_MS).getUTCDate() === 1;
}
