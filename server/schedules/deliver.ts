import { knowsTier } from "@/db/queries/schedules";
import { FORMER_TIERS, SCHEDULE_TIERS } from "@/lib/tiers";
import { db } from "@/server/db";
import { env } from "@/server/env";
import { logger } from "@/server/log";
import { ProblemError } from "@/server/problem";
import { upkeep } from "@/server/upkeep/run";
import { requireCronSecret } from "./cron-secret";
import { type DueRun, runDue } from "./run-due";

/** What one delivery of a cron driver led to. */
export interface Delivery {
  tier: string;
  /** Whether this delivery ran anything; a late or double one does not. */
  claimed: boolean;
  runs: DueRun[];
}

/**
 * Takes a delivery of a cron driver, such as Vercel's, for one tier. What is due is decided here, in each
 * schedule's own time zone: the driver may come in UTC, late, twice or not at all.
 *
 * @throws ProblemError unauthenticated without the secret, not_found for an unknown tier
 */
export async function deliver(named: string, headers: Headers): Promise<Delivery> {
  const tier = FORMER_TIERS[named] ?? named;
  requireCronSecret(headers.get("authorization"), env().CRON_SECRET);
  if (!SCHEDULE_TIERS.some((known) => known === tier) && !(await knowsTier(db().sql, tier))) {
    throw new ProblemError(
      "not_found",
      `There is no such tier. Use one of: ${SCHEDULE_TIERS.join(", ")}, or one that a schedule has.`,
    );
  }
  const vercel = headers.get("user-agent")?.startsWith("vercel-cron/") ?? false;
  const driver = vercel ? "vercel-cron" : "http-cron";
  const runs = await runDue({ driver, tier });
  const kind = vercel ? "vercel" : "http";
  await upkeep({ name: driver, kind, label: driver, steady: false, db: db(), log: logger() });
  return { tier, claimed: runs.some(({ claimed }) => claimed), runs };
}
