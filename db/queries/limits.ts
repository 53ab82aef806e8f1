import { z } from "zod";
import type { Executor } from "@/db/client";
import { timestamp } from "@/db/row-types";
import { one } from "@/db/rows";

/** A limited thing: so many uses per caller in any window of so many minutes. */
export interface Limit {
  bucket: string;
  uses: number;
  windowMinutes: number;
}

const taken = z.object({
  allowed: z.boolean(),
  remaining: z.int(),
  /** Seconds until the next use is free; 0 while some remain. */
  retry_after_seconds: z.int(),
});

/** What the database decided about one use. */
export type Taken = z.infer<typeof taken>;

/** Takes one use for a caller, over all instances. */
export async function takeUse(sql: Executor, limit: Limit, caller: string): Promise<Taken> {
  return await one(
    taken,
    sql`
    select * from frescura.rate_limit_take(${limit.bucket}, ${caller}, ${limit.uses},
                                     make_interval(mins => ${limit.windowMinutes}))`,
  );
}

const left = z.object({
  remaining: z.int(),
  /** When the next use is free; null while some remain. */
  again_at: timestamp.nullable(),
});
/** What a caller has left of a limit. */
export type Left = z.infer<typeof left>;

/** How many uses a caller has left, without taking one. */
export async function usesLeft(sql: Executor, limit: Limit, caller: string): Promise<Left> {
  return await one(
    left,
    sql`
    select greatest(${limit.uses}::integer - count(*), 0)::integer as remaining,
           case when count(*) >= ${limit.uses}::integer
                then min(hit) + make_interval(mins => ${limit.windowMinutes}) end as again_at
      from frescura.rate_limits l, unnest(l.hits) hit
     where l.bucket = ${limit.bucket} and l.caller = ${caller}
       and hit > clock_timestamp() - make_interval(mins => ${limit.windowMinutes})`,
  );
}

/** Gives a caller all uses back. */
export async function resetUses(sql: Executor, limit: Limit, caller: string): Promise<void> {
  await sql`delete from frescura.rate_limits where bucket = ${limit.bucket} and caller = ${caller}`;
}

/** Gives a caller one use back. */
export async function giveUse(sql: Executor, limit: Limit, caller: string): Promise<void> {
  await sql`
    update frescura.rate_limits set hits = hits[:cardinality(hits) - 1]
     where bucket = ${limit.bucket} and caller = ${caller}`;
}
