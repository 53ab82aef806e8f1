import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Db, Executor, Transaction } from "@/db/client";
import { orRefuse, raised } from "@/db/refusal";
import { first, one, value } from "@/db/rows";
import { refreshStatus } from "@/lib/contract/freshness";
import type { TriggerType } from "@/lib/tiers";

/** Who asks for a refresh, as the log keeps it. */
export interface RefreshRequest {
  /** Slug or name of a registered view. */
  view: string;
  triggerType: TriggerType;
  triggeredBy: string;
  /** Ticket of the request's place in the queue; without it, one is taken on arrival. */
  arrived?: number;
}

const refreshResult = z.object({
  refresh_id: z.int(),
  duration_ms: z.int(),
  rows_affected: z.int().nullable(),
  /** skipped: the ledger proved that the view lacks nothing. */
  status: z.enum(["completed", "failed", "skipped"]),
  /** Whether another request's refresh answered. */
  shared: z.boolean(),
});

const LOCKED = raised({ "55P03": "in_use" });

/** The row of `frescura.refresh_log` that answers a request. */
export type RefreshResult = z.infer<typeof refreshResult>;

/** The session died under the refresh; `frescura.reap` has logged it as failed. */
export class RefreshInterrupted extends Error {
  /** @param refreshId row of `frescura.refresh_log`, where it could be found */
  constructor(
    readonly refreshId: number | null,
    cause: unknown,
  ) {
    super("The database session that ran the refresh is gone.", { cause });
  }
}

/**
 * Refreshes a view by `frescura.refresh_tracked`, or shares a refresh that began after this call.
 *
 * @returns the logged attempt; a failed refresh is told by `status`, not thrown
 * @throws RefreshInterrupted when the session was killed meanwhile
 * @throws Refusal in_use when another session has kept the view's lock for longer than a refresh of it may run
 */
export async function refreshView(db: Db, request: RefreshRequest): Promise<RefreshResult> {
  // The place in the queue is taken on arrival: waiting for a free connection must not cost a refresh more.
  const ticket = request.arrived ?? (await takeTicket(db.sql));
  // One session for all three: what it writes to the WAL is told between statements alone.
  const session = await db.refresh.reserve();
  const calledAt = performance.now();
  try {
    const counted = await value(z.boolean(), session`select frescura.mark_wal()`);
    const result = await orRefuse(LOCKED, () =>
      one(
        refreshResult,
        session`
      call frescura.refresh_tracked(${request.view}, ${request.triggerType}, ${request.triggeredBy}, ${ticket})`,
      ),
    );
    if (counted) await session`select frescura.note_wal(${result.refresh_id})`.catch(() => {});
    session.release();
    return result;
  } catch (error) {
    if (!isLostSession(error)) {
      session.release();
      throw error;
    }
    // A connection that is gone has left the pool by itself.
    throw new RefreshInterrupted(await reapAfterLoss(db.sql, request, performance.now() - calledAt), error);
  }
}

/** Takes a place in the queue of requests: only a refresh that begins later answers it. */
export async function takeTicket(sql: Executor): Promise<number> {
  return await value(z.int(), sql`select frescura.ticket()`);
}

/** Whether an error means that the session is gone, not that the statement was refused. */
function isLostSession(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? "";
  return (
    code.startsWith("57P0") || ["CONNECTION_CLOSED", "CONNECTION_DESTROYED", "ECONNRESET"].includes(code)
  );
}

/** A killed backend is told to its client before it is gone: how often, and after which pauses, to look again. */
const LOOKS_MAX = 20;
const LOOK_PAUSE_MS = 100;

/** The row of the attempt that died, once it is logged as failed; null when none had begun. */
async function reapAfterLoss(
  sql: Executor,
  request: RefreshRequest,
  elapsedMs: number,
): Promise<number | null> {
  try {
    for (let look = 0; look < LOOKS_MAX; look++) {
      await sql`select frescura.reap(frescura.view_id(${request.view}))`;
      // By the time since the call, with a second to spare: an earlier death of the same view is not ours.
      const row = await first(
        z.object({ id: z.int(), status: refreshStatus }),
        sql`
        select id, status from frescura.refresh_log
         where view_id = frescura.view_id(${request.view}) and triggered_by = ${request.triggeredBy}
           and created_at > clock_timestamp() - make_interval(secs => ${elapsedMs / 1000 + look + 1})
           and (status = 'running' or error_code = '57P01')
         order by id desc limit 1`,
      );
      if (row?.status !== "running") return row?.id ?? null;
      await sleep(LOOK_PAUSE_MS);
    }
  } catch {
    // The server itself may be away; whoever comes next reaps.
  }
  return null;
}

/** Asks whichever driver comes first for a refresh of a view, and tells a receipt by which it is known when that ended. */
export async function requestRefreshLater(tx: Transaction, slug: string): Promise<string> {
  return await value(z.string(), tx`select frescura.request_refresh(${slug}) as receipt`);
}
