import pLimit from "p-limit";
import { readClock, readSchedules, type ScheduleRow } from "@/db/queries/schedules";
import { isTraceable, type TraceRow, traceableViews, traceOf } from "@/db/queries/trace";
import {
  type TraceAnswer,
  type Traced,
  type TraceStep,
  type TracesAnswer,
  traceQuery,
  tracesQuery,
} from "@/lib/contract/trace";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { logger } from "@/server/log";
import { parseInput } from "@/server/parse";
import { readsDatabaseMessages } from "@/server/permission";
import { nextDue } from "@/server/schedules/next-due";
import { sees, unnamed } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * Where a transaction stands on its way into a view. Everyone signed in may ask.
 *
 * @param view slug or name
 * @param input `{ ref }`, a folio or the key of a row
 */
export async function getTrace(actor: Actor, view: string, input: unknown): Promise<TraceAnswer> {
  const { ref } = parseInput(traceQuery, input);
  const slug = await findView(actor, view);
  const [schedules, now] = await Promise.all([readSchedules(db().sql), readClock(db().sql)]);
  return { ref, ...(await tracedIn(actor, slug, ref, schedules, now)) };
}

/**
 * The same in every view that can be searched, or in one. Everyone signed in may ask.
 *
 * @param input `{ ref, view? }`
 */
export async function getTraces(actor: Actor, input: unknown): Promise<TracesAnswer> {
  const { ref, view } = parseInput(tracesQuery, input);
  const { sql } = db();
  const slugs =
    view === undefined
      ? (await traceableViews(sql)).filter((slug) => sees(actor, slug))
      : [await findView(actor, view)];
  const [schedules, now] = await Promise.all([readSchedules(sql), readClock(sql)]);
  const views = await pLimit(VIEWS_AT_ONCE).map(slugs, (slug) => tracedIn(actor, slug, ref, schedules, now));
  return { ref, now: now.toISOString(), views };
}

const VIEWS_AT_ONCE = 2;

async function tracedIn(
  actor: Actor,
  slug: string,
  ref: string,
  schedules: readonly ScheduleRow[],
  now: Date,
): Promise<TracesAnswer["views"][number]> {
  const rows = await traceOf(db().sql, slug, ref).catch((error) => unsearchable(actor, slug, error));
  if (typeof rows === "string") return { view: slug, transactions: [], message: rows, searched: false };
  const mine = schedules.filter((each) => each.slug === null || each.slug === slug);
  const transactions = rows.map((row) => traced(row, mine, now));
  const message = transactions.length > 0 ? told(transactions) : await nothingFound(slug, ref);
  return { view: slug, transactions, message, searched: true };
}

/** What an expression of one view that cannot be evaluated any more is to those who ask about all. */
function unsearchable(actor: Actor, slug: string, error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  // What PostgreSQL cannot find, read, compute or finish in time: a source or column that was renamed, say. Anything
  // else is the server's, and no view could be searched.
  if (!/^(22|42|0A|55|57014|P0|XX|2F|38|39)/.test(code ?? "")) throw error;
  logger().warn({ err: error, view: slug }, "a view cannot be searched");
  const why = readsDatabaseMessages(actor)
    ? unnamed(actor, message)
    : "its sources changed since they were tracked";
  return `The view ${slug} cannot be searched: ${why}.`;
}

function traced(row: TraceRow, schedules: readonly ScheduleRow[], now: Date): Traced {
  const { source_table, source_key, reference, amount, currency, visible, refresh_id, trigger_type } = row;
  return {
    ...{ source_table, source_key, reference, amount, currency, visible, refresh_id, trigger_type },
    driver: row.triggered_by,
    before_log: row.before_log,
    steps: stepsOf(row),
    waits_for: row.waits_for,
    // A refresh that runs may be too old for it.
    next_at:
      row.waits_for === null ? null : nextDue(schedules, now, { events: row.waits_for === "event_refresh" }),
  };
}

function stepsOf(row: TraceRow): TraceStep[] {
  const timestamps = [
    ["paid", row.occurred_at],
    ["captured", row.captured_at],
    ["queued", row.queued_at],
    ["refresh_started", row.refresh_started_at],
    ["visible", row.visible_at],
  ] as const;
  const known = timestamps.flatMap(([step, at]) => (at === null ? [] : [{ step, at }]));
  return known.map(({ step, at }, index) => ({
    step,
    at,
    delay_ms: index === 0 ? null : Date.parse(at) - Date.parse(known[index - 1]!.at),
  }));
}

function told(transactions: readonly Traced[]): string {
  const seen = transactions.filter(({ visible }) => visible).length;
  const found = transactions.length === 1 ? "1 transaction" : `${transactions.length} transactions`;
  if (seen === transactions.length) return `${found} found; all of it is in the view.`;
  return `${found} found; ${seen} in the view, ${transactions.length - seen} on the way.`;
}

async function nothingFound(slug: string, ref: string): Promise<string> {
  if (!(await isTraceable(db().sql, slug))) {
    return `The view ${slug} has no tracked source, so that nothing can be looked for.`;
  }
  return `No source of ${slug} has a transaction with the reference or key ${JSON.stringify(ref)}; it was never recorded, was deleted, or has not committed yet.`;
}
