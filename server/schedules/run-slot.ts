import type { Db } from "@/db/client";
import { RefreshInterrupted, refreshView } from "@/db/queries/refresh";
import { type Outcome, readEnabledViews, takeDueTicket } from "@/db/queries/schedules";
import { auditDue } from "@/server/audits/due";
import { drainEvents } from "@/server/events/drain";
import type { DueSlot } from "./due-slots";

/** How a slot ended, and the refresh that served it (the last one, where there were several). */
export interface SlotEnd {
  outcome: Outcome;
  refreshId: number | null;
}

/** Does what a claimed slot is there for: drains the events, audits, or refreshes its view, or all of them. */
export async function runSlot(db: Db, slot: DueSlot, driver: string): Promise<SlotEnd> {
  const triggeredBy = `${driver}:${slot.schedule.tier}`;
  if (slot.schedule.tier === "events") return drain(db, slot, triggeredBy);
  if (slot.schedule.tier === "audit") return auditDue(db, slot.schedule.slug, triggeredBy);

  const { view_id, slug } = slot.schedule;
  const views = view_id && slug ? [{ id: view_id, slug }] : await readEnabledViews(db.sql);
  const ends: SlotEnd[] = [];
  for (const view of views) ends.push(await refreshForSlot(db, slot, view, triggeredBy));
  return together(ends);
}

async function drain(db: Db, slot: DueSlot, triggeredBy: string): Promise<SlotEnd> {
  const drained = await drainEvents({ db, triggeredBy, view: slot.schedule.slug ?? undefined });
  return together(drained.map(({ status, refresh_id }) => ({ outcome: status, refreshId: refresh_id })));
}

async function refreshForSlot(
  db: Db,
  slot: DueSlot,
  view: { id: number; slug: string },
  triggeredBy: string,
): Promise<SlotEnd> {
  const scheduleId = slot.schedule.id;
  try {
    const arrived = await takeDueTicket(db.refresh, { viewId: view.id, scheduleId, dueAt: slot.dueAt });
    const result = await refreshView(db, { view: view.slug, triggerType: "cron", triggeredBy, arrived });
    const outcome = result.status === "completed" && result.shared ? "covered" : result.status;
    return { outcome, refreshId: result.refresh_id };
  } catch (error) {
    if (!(error instanceof RefreshInterrupted)) throw error;
    return { outcome: "failed", refreshId: error.refreshId };
  }
}

/** One word for several views: a failure outweighs the rest, and only what was all covered is covered. */
function together(ends: readonly SlotEnd[]): SlotEnd {
  const worst = (["failed", "completed", "covered", "skipped"] as const).find((outcome) =>
    ends.some((end) => end.outcome === outcome),
  );
  if (!worst) return { outcome: "nothing_waiting", refreshId: null };
  return { outcome: worst, refreshId: ends.findLast((end) => end.outcome === worst)?.refreshId ?? null };
}
