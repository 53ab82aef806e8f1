import { feasibilityOf } from "@/db/queries/feasibility";
import { settingsOf } from "@/db/queries/view-settings";
import { type Feasibility, feasibilityQuestion } from "@/lib/contract/feasibility";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { findView } from "@/server/views";

/**
 * What could be kept of targets for a view, by its own history. Changes nothing; for admin and ops.
 *
 * @param view slug or name
 * @param input see `feasibilityQuestion`; what is left out is as it is
 */
export async function judgeTargets(actor: Actor, view: string, input: unknown): Promise<Feasibility> {
  requirePermission(actor, "judgeTargets");
  const question = parseInput(feasibilityQuestion, input, "bad_body");
  const slug = await findView(actor, view);
  const targets = question.targets ?? (await settingsOf(db().sql, slug)).targets;
  const judged = await feasibilityOf(db().sql, slug, { ...question, targets });
  return {
    view: slug,
    ...judged,
    // The first is the SLA.
    targets: judged.targets.map((one, n) => ({ target: targets[n - 1] ?? null, ...one })),
  };
}
