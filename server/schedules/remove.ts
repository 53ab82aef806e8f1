import { emitAuditEvent } from "@/db/queries/audit";
import { deleteSchedule } from "@/db/queries/schedule-settings";
import type { ScheduleRemoval } from "@/lib/contract/schedules";
import { type Actor, auditName } from "@/server/actor";
import { requirePermission } from "@/server/permission";
import { findSchedule, nameOf } from "@/server/schedules/get";
import { transaction } from "@/server/transaction";

/**
 * Removes a schedule; what it ran stays in the refresh log. Only admins may.
 *
 * @param given id of the schedule
 */
export async function removeSchedule(actor: Actor, given: unknown): Promise<ScheduleRemoval> {
  requirePermission(actor, "removeSchedule");
  const { id, view, tier, cron, time_zone } = await findSchedule(given);
  await transaction(async (tx) => {
    if (!(await deleteSchedule(tx, id))) return;
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "schedule.remove",
      target: nameOf({ view, tier }),
      detail: { id, cron, time_zone },
    });
  });
  return { id, removed: true };
}
