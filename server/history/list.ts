import { attempts, refreshStats } from "@/db/queries/history";
import { type HistoryAnswer, historyQuery } from "@/lib/contract/history";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { attemptFor } from "@/server/redact";
import { withoutIds } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * The attempts of the last hours, newest first, and sums over them. Everyone signed in may know.
 *
 * @param input see `historyQuery`; the sums heed only `hours` and `view`
 */
export async function listHistory(actor: Actor, input: unknown): Promise<HistoryAnswer> {
  const {
    view,
    trigger_type: triggerType,
    triggered_by: triggeredBy,
    ...query
  } = parseInput(historyQuery, input);
  const slug = view === undefined ? undefined : await findView(actor, view);
  const without = withoutIds(actor);
  const [stats, rows] = await Promise.all([
    refreshStats(db().sql, query.hours, slug, without),
    // One more than asked for tells whether there is a next page.
    attempts(db().sql, { ...query, triggerType, triggeredBy, slug, without, limit: query.limit + 1 }),
  ]);
  const history = rows.slice(0, query.limit).map((row) => attemptFor(actor, row));
  return { stats, history, next_before: rows.length > query.limit ? history.at(-1)!.id : null };
}
