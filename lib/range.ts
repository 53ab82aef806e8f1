/** How far back a page looks, as its URL says it, in hours. */
export const RANGES = { "24h": 24, "7d": 168, "30d": 720 } as const;
export type Range = keyof typeof RANGES;
/** As far back as the log may be asked for: a year. */
export const HOURS_MAX = 8760;
/** Shortest part of a range that is worth a chart. */
export const RANGE_MIN_MS = 10 * 60_000;
export const DEFAULT_RANGE: Range = "24h";

/** A known range; the default for anything else, since anyone can type a URL. */
export function asRange(value: string | null | undefined): Range {
  return value && value in RANGES ? (value as Range) : DEFAULT_RANGE;
}
