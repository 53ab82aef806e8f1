/** A card that somebody pressed, and where it stood then. */
export interface Held {
  slug: string;
  index: number;
}

/** A sorted list in which the one that is held stands where it stood: what a reader works with does not run away. */
export function holdPlace<T extends { slug: string }>(sorted: readonly T[], held: Held | null): readonly T[] {
  const own = held && sorted.find(({ slug }) => slug === held.slug);
  if (!own) return sorted;
  return sorted.filter((each) => each !== own).toSpliced(held.index, 0, own);
}
