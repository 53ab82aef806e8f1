import { HOUR_MS } from "@/lib/duration";

/** A span of a chart's axis that is shown as one bar. */
export interface Slot {
  /** Start of its first hour. */
  at: number;
  /** How many hours it has. */
  hours: number;
}

const DAY_HOURS = 24;

/** Hours that one bar stands for, so that a chart has some thirty of them. */
export function slotHours(rangeHours: number): number {
  if (rangeHours <= 36) return 1;
  return rangeHours <= 8 * DAY_HOURS ? 6 : DAY_HOURS;
}

/**
 * Cuts a window that ends now into bars: hours, quarters of a day or days, as the viewer's calendar has them.
 *
 * @returns the slots, oldest first, and the function that finds a moment's slot (-1 outside)
 */
export function makeSlots(rangeHours: number, now: number, timeZone: string | undefined) {
  const size = slotHours(rangeHours);
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  });
  const keyOf = (timestamp: number) => {
    const text = parts.format(timestamp);
    const hour = Number(text.slice(-2));
    return `${text.slice(0, 10)} ${Math.floor(hour / size)}`;
  };

  const slots: Slot[] = [];
  const places = new Map<string, number>();
  const current = Math.floor(now / HOUR_MS) * HOUR_MS;
  for (let at = current - (rangeHours - 1) * HOUR_MS; at <= current; at += HOUR_MS) {
    const key = keyOf(at);
    const place = places.get(key);
    if (place === undefined) {
      places.set(key, slots.length);
      slots.push({ at, hours: 1 });
    } else {
      slots[place]!.hours += 1;
    }
  }
  const indexOf = (timestamp: number) => places.get(keyOf(timestamp)) ?? -1;
  return { slots, indexOf };
}
