import pLimit from "p-limit";
import type { Db, Transaction } from "@/db/client";
import { RefreshInterrupted, refreshView } from "@/db/queries/refresh";
import {
  type DueSlot,
  readSlotWork,
  type SlotWork,
  takeDueTicket,
  type WorkEnd,
} from "@/db/queries/schedules";
import { verifyView } from "@/db/queries/verifications";
import { drainView } from "@/server/events/drain";
import type { Logger } from "@/server/log";
import { transaction } from "@/server/transaction";

/** A slot that was claimed, and by whom. */
export interface ClaimedSlot {
  slot: DueSlot & { due_at: Date };
  driver: string;
  log: Logger;
}

/** Does what a claimed slot is there for, as the database lists it; what fails of one view does not stop the others. */
export async function runSlot(db: Db, claimed: ClaimedSlot, atOnce: number): Promise<WorkEnd[]> {
  const work = await readSlotWork(db.sql, claimed.slot.schedule_id);
  // Only what waits for events may come in any order: the rest is listed so that a view comes after those it reads.
  const limit = pLimit(work.every(({ act }) => act === "drain") ? atOnce : 1);
  const ends = await limit.map(work, (item) => doWork(db, claimed, item));
  return ends.filter((end) => end !== null);
}

/** null: another driver was first, and nothing is left to do. */
async function doWork(db: Db, claimed: ClaimedSlot, work: SlotWork): Promise<WorkEnd | null> {
  const triggeredBy = `${claimed.driver}:${claimed.slot.tier}`;
  if (work.act === "verify") return verify(db, claimed, work, triggeredBy);
  if (work.act === "refresh") return refresh(db, claimed, work, triggeredBy);
  const drained = await drainView(db, { id: work.view_id, slug: work.slug }, { triggeredBy });
  return drained && { outcome: drained.status, refreshId: drained.refresh_id };
}

async function refresh(db: Db, { slot }: ClaimedSlot, view: SlotWork, triggeredBy: string): Promise<WorkEnd> {
  try {
    const arrived = await takeDueTicket(db.refresh, { viewId: view.view_id, dueAt: slot.due_at });
    const result = await refreshView(db, { view: view.slug, triggerType: "cron", triggeredBy, arrived });
    const outcome = result.status === "completed" && result.shared ? "covered" : result.status;
    return { outcome, refreshId: result.refresh_id };
  } catch (error) {
    if (!(error instanceof RefreshInterrupted)) throw error;
    return { outcome: "failed", refreshId: error.refreshId };
  }
}

/** In a transaction of its own: what differs becomes an alert. */
async function verify(db: Db, { log }: ClaimedSlot, view: SlotWork, triggeredBy: string): Promise<WorkEnd> {
  try {
    const compare = (tx: Transaction) => verifyView(tx, view.slug, view.sample_percent ?? 100, triggeredBy);
    const verification = await transaction(compare, db.refresh);
    log.info({ view: view.slug, differing: verification.differing_keys }, "verified on schedule");
    return { outcome: "completed", refreshId: null };
  } catch (error) {
    log.error({ view: view.slug, err: error }, "a scheduled verification failed");
    return { outcome: "failed", refreshId: null };
  }
}
