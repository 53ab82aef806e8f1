import { emitAuditEvent } from "@/db/queries/audit";
import { changeSchedule } from "@/db/queries/schedule-settings";
import { Refusal } from "@/db/refusal";
import { type Schedule, scheduleChange } from "@/lib/contract/schedules";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { checkSchedule } from "@/server/schedules/check";
import { takenProblem } from "@/server/schedules/create";
import { findSchedule, nameOf, scheduleNow } from "@/server/schedules/get";
import { transaction } from "@/server/transaction";

/**
 * Changes a schedule, or switches it on or off; what is left out stays. Only admins may.
 *
 * @param id of the schedule
 * @param input see `scheduleChange`
 */
export async function updateSchedule(actor: Actor, id: unknown, input: unknown): Promise<Schedule> {
  requirePermission(actor, "updateSchedule");
  const change = parseInput(scheduleChange, input, "bad_body");
  if (Object.keys(change).length === 0) throw new ProblemError("bad_body", "The body names no setting.");
  const before = await findSchedule(id);
  const { cron = before.cron, time_zone: timeZone = before.time_zone } = change;
  // One that was written by hand and cannot be read may still be switched off.
  if (change.cron !== undefined || change.time_zone !== undefined || change.enabled) {
    checkSchedule({ cron, timeZone });
  }
  await transaction(async (tx) => {
    await changeSchedule(tx, before.id, change);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "schedule.update",
      target: nameOf(before),
      detail: { id: before.id, ...change },
    });
  }).catch((error) => {
    throw error instanceof Refusal && error.code === "schedule_taken"
      ? takenProblem(before.view, change.tier ?? before.tier)
      : error;
  });
  return await scheduleNow(before.id);
}
