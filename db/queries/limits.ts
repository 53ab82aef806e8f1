import type { Sql } from "@/db/client";

/** A limited thing: so many uses per caller in any window of so many minutes. */
export interface Limit {
  bucket: string;
  uses: number;
  windowMinutes: number;
}

/** What the database decided about one use. */
export interface Taken {
  allowed: boolean;
  remaining: number;
  /** Seconds until the next use is free; 0 while some remain. */
  retry_after_seconds: number;
}

/** Takes one use for a caller, over all instances. */
export async function takeUse(sql: Sql, limit: Limit, caller: string): Promise<Taken> {
  const [row] = await sql<[Taken]>`
    select * from frescura.rate_limit_take(${limit.bucket}, ${caller}, ${limit.uses},
                                     make_interval(mins => ${limit.windowMinutes}))`;
  return row;
}

/** How many uses a caller has left, without taking one. */
export async function usesLeft(sql: Sql, limit: Limit, caller: string): Promise<number> {
  const [row] = await sql<[{ uses: number }]>`
    select greatest(${limit.uses}::integer - count(*), 0)::integer as uses
      from frescura.rate_limits l, unnest(l.hits) hit
     where l.bucket = ${limit.bucket} and l.caller = ${caller}
       and hit > clock_timestamp() - make_interval(mins => ${limit.windowMinutes})`;
  return row.uses;
}

/** Gives a caller all uses back, and forgets those whose window of the same bucket is over. */
export async function resetUses(sql: Sql, limit: Limit, caller: string): Promise<void> {
  await sql`
    delete from frescura.rate_limits
     where bucket = ${limit.bucket}
       and (caller = ${caller}
            or coalesce(hits[cardinality(hits)], '-infinity')
               < clock_timestamp() - make_interval(mins => ${limit.windowMinutes}))`;
}
