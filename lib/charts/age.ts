import type { AgeTooth } from "@/lib/contract/series";

/** A corner of the age's course: the age in seconds at a moment; `tier` where a refresh let it fall. */
export interface AgePoint {
  at: number;
  age: number;
  tier?: string;
}

/** The corners of a saw's teeth, in the order in which a line passes them. */
export function agePoints(teeth: readonly AgeTooth[]): AgePoint[] {
  return teeth.flatMap((tooth) => [
    { at: Date.parse(tooth.at), age: tooth.age_seconds, tier: tooth.trigger_type ?? undefined },
    { at: Date.parse(tooth.until), age: tooth.peak_seconds },
  ]);
}

/** The age at a moment; null before the first tooth. Between teeth that were left out, that of the one before. */
export function ageAt(teeth: readonly AgeTooth[], timestamp: number): number | null {
  const tooth = teeth.findLast((one) => Date.parse(one.at) <= timestamp);
  if (!tooth) return null;
  const grown = (Math.min(timestamp, Date.parse(tooth.until)) - Date.parse(tooth.at)) / 1000;
  return Math.round(tooth.age_seconds + grown);
}

/** The item that lies nearest to a moment, if it lies near enough. */
export function nearest<T>(
  items: readonly T[],
  timestampOf: (item: T) => number,
  timestamp: number,
  within: number,
) {
  let best: T | null = null;
  let distance = within;
  for (const item of items) {
    const away = Math.abs(timestampOf(item) - timestamp);
    if (away > distance) continue;
    best = item;
    distance = away;
  }
  return best;
}
