/** So many times what nearly all take is drawn to scale; what is above it stands at the top. */
const TIMES = 4;

/**
 * Up to where an axis of durations goes, so that one of half a minute does not flatten a month of 40 ms.
 *
 * @returns null where all of them fit
 */
export function capOf(durations: readonly number[]): number | null {
  const sorted = durations.toSorted((a, b) => a - b);
  const most = sorted[Math.ceil(sorted.length * 0.9) - 1];
  const highest = sorted.at(-1);
  if (most === undefined || highest === undefined) return null;
  const cap = Math.max(1, most) * TIMES;
  return highest > cap ? cap : null;
}
