/** Elements that have the same key together, both in the order in which they came. Node 20 has no `Map.groupBy`. */
export function groupBy<T>(elements: readonly T[], keyOf: (element: T) => unknown): T[][] {
  const groups = new Map<unknown, T[]>();
  for (const element of elements) {
    const key = keyOf(element);
    groups.set(key, [...(groups.get(key) ?? []), element]);
  }
  return [...groups.values()];
}
