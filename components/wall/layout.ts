/** As many tiles can be read across a room; what is more is summed up in the last one. */
const TILES_MAX = 13;

/** Which views of a wall, worst first, have a tile of their own, and which are summed up. */
export function sharedOut<T>(views: readonly T[]): { tiles: readonly T[]; rest: readonly T[] } {
  const own = views.length > TILES_MAX ? TILES_MAX - 1 : views.length;
  return { tiles: views.slice(0, own), rest: views.slice(own) };
}

/** How the tiles share a wall of some views: the worst has half of it, the others the rest. */
export function otherColumns(others: number): number {
  if (others <= 3) return 1;
  return others <= 8 ? 2 : 3;
}
