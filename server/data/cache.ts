import { LRUCache } from "lru-cache";
import type { CacheAnswer } from "@/lib/contract/reads";

const BYTES_MAX = 32 * 1024 * 1024;
/** One page must not push out all the others. */
const ENTRY_BYTES_MAX = 4 * 1024 * 1024;

/** A page as it is kept: never who asked for it, and nothing that changes without a refresh. */
export interface CachedPage {
  /** Rows as JSON, without the brackets. */
  rows: string;
  nextOffset: number | null;
  total: number | null;
  sums: Record<string, string>;
}

interface Cache {
  pages: LRUCache<string, CachedPage>;
  /** Latest version of each view, to drop what an older one left. */
  versions: Map<string, string>;
  hits: number;
  misses: number;
}

const store = globalThis as typeof globalThis & { __frescuraPages?: Cache };

/** What a page is kept under: whatever changes the rows changes it, so that nothing kept can be stale. */
export interface PageKey {
  view: string;
  /** From `frescura.read_plan`, in the snapshot of the rows. */
  version: string;
  query: string;
}

/** The kept page, if there is one. A version not seen before drops the pages of those before it. */
export function cachedPage(key: PageKey): CachedPage | undefined {
  const cache = opened();
  if (cache.versions.get(key.view) !== key.version) {
    const mine = `${key.view} `;
    for (const known of cache.pages.keys()) {
      if (known.startsWith(mine) && !known.startsWith(`${mine}${key.version} `)) cache.pages.delete(known);
    }
    cache.versions.set(key.view, key.version);
  }
  const page = cache.pages.get(textOf(key));
  if (page) cache.hits++;
  else cache.misses++;
  return page;
}

/** Keeps a page, unless it is too large. */
export function keepPage(key: PageKey, page: CachedPage): void {
  opened().pages.set(textOf(key), page);
}

/** How the cache of this process does. */
export function cacheState(): CacheAnswer {
  const { pages, hits, misses } = opened();
  const asked = hits + misses;
  return {
    entries: pages.size,
    bytes: pages.calculatedSize,
    bytes_max: BYTES_MAX,
    hits,
    misses,
    hit_percent: asked > 0 ? Math.round((1000 * hits) / asked) / 10 : null,
  };
}

function opened(): Cache {
  store.__frescuraPages ??= {
    pages: new LRUCache({
      maxSize: BYTES_MAX,
      maxEntrySize: ENTRY_BYTES_MAX,
      // A character of a string takes two bytes at most.
      sizeCalculation: ({ rows }, key) => 2 * (rows.length + key.length) + 100,
    }),
    versions: new Map(),
    hits: 0,
    misses: 0,
  };
  return store.__frescuraPages;
}

function textOf({ view, version, query }: PageKey): string {
  return `${view} ${version} ${query}`;
}
