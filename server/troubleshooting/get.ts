import { attempts } from "@/db/queries/history";
import { readClock } from "@/db/queries/schedules";
import {
  readCronJobs,
  readDrivers,
  readJobs,
  readLateWork,
  readLongTransactions,
  readSpeeds,
} from "@/db/queries/troubleshooting";
import { type TroubleshootingAnswer, troubleshootingQuery } from "@/lib/contract/troubleshooting";
import { HOURS_MAX } from "@/lib/range";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { readsDatabaseMessages } from "@/server/permission";
import { attemptFor } from "@/server/redact";
import { seen, sees, unnamed, withoutIds } from "@/server/sight";
import { findView } from "@/server/views";

const ATTEMPTS = 10;

/**
 * The facts of now that answer "not refreshing?" and "slow?", for all views or one. Everyone signed in may know;
 * whose transactions are open, only those who can end them.
 *
 * @param input see `troubleshootingQuery`
 */
export async function getTroubleshooting(actor: Actor, input: unknown): Promise<TroubleshootingAnswer> {
  const { view } = parseInput(troubleshootingQuery, input);
  const slug = view === undefined ? null : await findView(actor, view);
  const { sql } = db();
  const filter = { hours: HOURS_MAX, slug: slug ?? undefined, without: withoutIds(actor), limit: ATTEMPTS };
  const [now, last, errors, jobs, cron_jobs, drivers, speeds, gives_way, long_transactions] =
    await Promise.all([
      readClock(sql),
      attempts(sql, filter),
      attempts(sql, { ...filter, status: "failed" }),
      readJobs(sql, slug),
      readCronJobs(sql),
      readDrivers(sql),
      readSpeeds(sql, slug),
      readLateWork(sql, slug),
      readsDatabaseMessages(actor) ? readLongTransactions(sql) : null,
    ]);
  return {
    now: now.toISOString(),
    attempts: last.map((row) => attemptFor(actor, row)),
    errors: errors.map((row) => attemptFor(actor, row)),
    ...{
      jobs: seen(actor, jobs),
      cron_jobs: unnamed(actor, cron_jobs),
      drivers,
      speeds: seen(actor, speeds),
      // What it is done for can be a view that reads it, and that the actor may not see.
      gives_way: seen(actor, gives_way).map((work) => ({ ...work, for_view: unnamed(actor, work.for_view) })),
    },
    long_transactions:
      long_transactions?.map((one) => ({ ...one, holds: one.holds.filter((slug) => sees(actor, slug)) })) ??
      null,
  };
}
