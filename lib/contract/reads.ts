import { z } from "zod";
import { historyQuery } from "./history";

const count = z.int().nonnegative();

/** Query of `GET /api/v1/mv/availability` and of `GET /api/v1/mv/no-op-refreshes`. */
export const periodQuery = historyQuery.pick({ hours: true, view: true });

/** How often a view answered: a row of `frescura.availability()`. */
export const availability = z.object({
  slug: z.string(),
  reads: count,
  answered: count,
  failed: count,
  /** Cut after three digits; null without reads. */
  percent: z.number().nullable(),
  from_view: count,
  from_live: count,
  from_base: count,
  cache_hits: count,
  /** Share of the cache in the reads from the view; null without those. */
  cache_percent: z.number().nullable(),
});
export type Availability = z.infer<typeof availability>;

/** Answer of `GET /api/v1/mv/availability`. */
export const availabilityAnswer = z.object({ hours: z.int(), views: z.array(availability) });
export type AvailabilityAnswer = z.infer<typeof availabilityAnswer>;

/** Answer of `GET /api/v1/mv/cache`: the cache of the process that answers, since it started. */
export const cacheAnswer = z.object({
  entries: count,
  bytes: count,
  bytes_max: count,
  hits: count,
  misses: count,
  hit_percent: z.number().nullable(),
});
export type CacheAnswer = z.infer<typeof cacheAnswer>;

/** What refreshes changed: a row of `frescura.noop_refreshes()`. */
export const noopRefreshes = z.object({
  slug: z.string(),
  /** Those whose changes were counted: concurrent ones. */
  refreshes: count,
  unchanged: count,
  unchanged_percent: z.number().nullable(),
  unchanged_ms: count,
  /** Left out because the ledger proved that nothing was pending. */
  skipped: count,
  /** Whether its ledger can prove that nothing is pending, and whether it then skips its scheduled refreshes. */
  tracked: z.boolean(),
  skip_unchanged: z.boolean(),
  /** Whether it could be tracked at all; null where nothing was in vain, so that nobody asked. */
  trackable: z.boolean().nullable(),
});
export type NoopRefreshes = z.infer<typeof noopRefreshes>;

/** Answer of `GET /api/v1/mv/no-op-refreshes`: each view, and all together. */
export const noopRefreshesAnswer = z.object({
  hours: z.int(),
  total: noopRefreshes.omit({ slug: true, tracked: true, skip_unchanged: true, trackable: true }),
  views: z.array(noopRefreshes),
});
export type NoopRefreshesAnswer = z.infer<typeof noopRefreshesAnswer>;
