import type { Executor } from "@/db/client";
import { many } from "@/db/rows";
import { type Availability, availability, type NoopRefreshes, noopRefreshes } from "@/lib/contract/reads";

/** Reads of one view, from one place, in one hour. */
export interface ReadCount {
  /** Slug or name. */
  view: string;
  hour: Date;
  servedFrom: "mv" | "live" | "base" | "failed";
  reads: number;
  cacheHits: number;
}

/** Adds reads to `frescura.reads`, all in one statement; those of views that are not registered are left out. */
export async function addReads(sql: Executor, counts: readonly ReadCount[]): Promise<void> {
  await sql`
    insert into frescura.reads as r (view_id, hour, served_from, reads, cache_hits)
    select v.id, c.hour, c.served_from, sum(c.reads), sum(c.hits)
      from unnest(${counts.map(({ view }) => view)}::text[], ${counts.map(({ hour }) => hour.toISOString())}::timestamptz[],
                  ${counts.map(({ servedFrom }) => servedFrom)}::text[], ${counts.map(({ reads }) => reads)}::bigint[],
                  ${counts.map(({ cacheHits }) => cacheHits)}::bigint[]) c (view, hour, served_from, reads, hits)
      join frescura.views v on c.view in (v.slug, v.view_name, v.schema_name || '.' || v.view_name)
     group by 1, 2, 3
     -- In one order, so that processes that write at once wait for each other and never in a circle.
     order by 1, 2, 3
    on conflict (view_id, hour, served_from) do update
       set reads = r.reads + excluded.reads, cache_hits = r.cache_hits + excluded.cache_hits`;
}

/** How often views answered in the last hours. */
export async function availabilityOf(sql: Executor, hours: number, slug?: string): Promise<Availability[]> {
  return await many(
    availability,
    sql`
      select slug, reads, answered, failed, percent::float8 as percent, from_view, from_live, from_base,
             cache_hits, cache_percent::float8 as cache_percent
        from frescura.availability(${slug ?? null}, ${hours})`,
  );
}

/** What refreshes of the last hours changed. */
export async function noopRefreshesOf(sql: Executor, hours: number, slug?: string): Promise<NoopRefreshes[]> {
  return await many(
    noopRefreshes,
    sql`
      select slug, refreshes, unchanged, unchanged_percent::float8 as unchanged_percent, unchanged_ms, skipped,
             tracked, skip_unchanged, trackable
        from frescura.noop_refreshes(${slug ?? null}, ${hours})`,
  );
}
