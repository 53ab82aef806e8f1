/** A row whose moments are ISO strings with an offset, as the API hands them out. */
export type IsoMoments<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

/** Writes every moment of a row as an ISO string in UTC, with its offset. */
export function isoMoments<T extends object>(row: T): IsoMoments<T> {
  const entries = Object.entries(row).map(([key, value]) => [
    key,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Object.fromEntries(entries) as IsoMoments<T>;
}
