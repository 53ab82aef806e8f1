/** What a view that is not registered may still need, as the words of `discover.needs.<name>`. */
export const NEEDS = ["rights", "unique_index", "temporary", "first_refresh", "other"] as const;
export type Need = (typeof NEEDS)[number];

const BEGINNINGS: readonly (readonly [string, Need])[] = [
  ["the right to refresh it", "rights"],
  ["a unique index", "unique_index"],
  ["temporary tables", "temporary"],
  ["a first refresh", "first_refresh"],
];

/** Which need `frescura.discover` means. */
export function needOf(words: string): Need {
  return BEGINNINGS.find(([beginning]) => words.startsWith(beginning))?.[1] ?? "other";
}
