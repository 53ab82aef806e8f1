import { emitAuditEvent } from "@/db/queries/audit";
import { insertSchedule } from "@/db/queries/schedule-settings";
import { settingsOf } from "@/db/queries/view-settings";
import { Refusal } from "@/db/refusal";
import { newSchedule, type Schedule } from "@/lib/contract/schedules";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { env } from "@/server/env";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { checkSchedule } from "@/server/schedules/check";
import { nameOf, scheduleNow } from "@/server/schedules/get";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Makes a schedule for a view, or for all of them. Only admins may.
 *
 * @param input see `newSchedule`
 * @throws ProblemError bad_body naming cron, time_zone or tier; conflict where the view has one of this tier
 */
export async function createSchedule(actor: Actor, input: unknown): Promise<Schedule> {
  requirePermission(actor, "createSchedule");
  const { view, tier, cron, enabled, ...asked } = parseInput(newSchedule, input, "bad_body");
  const slug = view === null ? null : await findView(actor, view);
  const time_zone =
    asked.time_zone ?? (slug ? (await settingsOf(db().sql, slug)).time_zone : env().BUSINESS_TIME_ZONE);
  checkSchedule({ cron, timeZone: time_zone });
  const fields = { tier, cron, time_zone, enabled };
  const id = await transaction(async (tx) => {
    const made = await insertSchedule(tx, slug, fields);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "schedule.create",
      target: nameOf({ view: slug, tier }),
      detail: { id: made, ...fields },
    });
    return made;
  }).catch((error) => {
    throw error instanceof Refusal && error.code === "schedule_taken" ? takenProblem(slug, tier) : error;
  });
  return await scheduleNow(id);
}

/** Two of one tier would only run the same thing twice. */
export function takenProblem(slug: string | null, tier: string): ProblemError {
  const whose = slug === null ? "There is a schedule for all views" : `${slug} has a schedule`;
  return new ProblemError(
    "conflict",
    `${whose} of the tier ${tier} already. Change that one, or choose another tier.`,
    {
      parameter: "tier",
    },
  );
}
