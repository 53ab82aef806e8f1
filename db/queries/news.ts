import { z } from "zod";
import type { Executor } from "@/db/client";
import { many } from "@/db/rows";
import { refreshStatus } from "@/lib/contract/freshness";

const refreshNews = z.object({ refresh_id: z.int(), view: z.string(), status: refreshStatus });

const verificationNews = z.object({
  verification_id: z.int(),
  differing: z.int().nullable(),
  view: z.string(),
});

/** Where an attempt stands that is under way or has ended a moment ago. */
export type RefreshNews = z.infer<typeof refreshNews>;

/** What a verification of a moment ago found. */
export type VerificationNews = z.infer<typeof verificationNews>;

/** Of the attempts with these ids those that are news: what is older was told in its time. */
export async function newsOfRefreshes(sql: Executor, ids: readonly number[]): Promise<RefreshNews[]> {
  return await many(
    refreshNews,
    sql`
    select l.id as refresh_id, v.slug as view, l.status
      from frescura.refresh_log l join frescura.views v on v.id = l.view_id
     where l.id = any (${[...ids]})
       and (l.status = 'running' or l.refresh_completed_at > clock_timestamp() - interval '1 minute')
     order by l.id`,
  );
}

/** Of the verifications with these ids those that are news. */
export async function newsOfVerifications(
  sql: Executor,
  ids: readonly number[],
): Promise<VerificationNews[]> {
  return await many(
    verificationNews,
    sql`
    select r.id as verification_id, r.differing_keys as differing, v.slug as view
      from frescura.verifications r join frescura.views v on v.id = r.view_id
     where r.id = any (${[...ids]})
       and r.started_at + r.duration_ms * interval '1 millisecond' > clock_timestamp() - interval '1 minute'
     order by r.id`,
  );
}
