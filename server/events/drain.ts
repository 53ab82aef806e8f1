import pLimit from "p-limit";
import type { Db } from "@/db/client";
import { eventsStillWait, readWaitingViews, type WaitingView } from "@/db/queries/events";
import { RefreshInterrupted, refreshView, takeTicket } from "@/db/queries/refresh";
import { db as sharedDb } from "@/server/db";
import { env } from "@/server/env";

/** How the waiting events of one view fared. */
export interface Drained {
  view: string;
  status: "completed" | "failed" | "skipped";
  refresh_id: number | null;
}

/** What to drain, and for whom. */
export interface DrainOptions {
  /** Goes into `triggered_by`. */
  triggeredBy: string;
  /** Leave events whose refresh has failed to the events tier, which comes every five minutes. */
  untriedOnly?: boolean;
  /** Slug of the one view to drain. */
  view?: string;
  db?: Db;
}

/**
 * Refreshes every view for which high-impact events wait: one refresh per view, however many wait.
 *
 * @returns the views that were refreshed or tried; a failure is told by `status`
 */
export async function drainEvents(options: DrainOptions): Promise<Drained[]> {
  const db = options.db ?? sharedDb();
  const waiting = await readWaitingViews(db.sql, options.untriedOnly ?? false);
  const wanted = waiting.filter(({ slug }) => options.view === undefined || slug === options.view);
  const drained = await pLimit(env().REFRESH_CONCURRENCY).map(wanted, (view) => drainView(db, view, options));
  return drained.filter((result) => result !== null);
}

/** The views that `drainEvents` would refresh now. */
export async function waitingViews(options: Pick<DrainOptions, "untriedOnly" | "db">): Promise<string[]> {
  const waiting = await readWaitingViews((options.db ?? sharedDb()).sql, options.untriedOnly ?? false);
  return waiting.map(({ slug }) => slug);
}

/** Refreshes one view for its events; null where another driver has done so meanwhile. */
export async function drainView(db: Db, view: WaitingView, options: DrainOptions): Promise<Drained | null> {
  // The ticket first: of several drivers woken by one event, the late ones find nothing or share.
  const arrived = await takeTicket(db.sql);
  if (!(await eventsStillWait(db.refresh, view.id, options.untriedOnly ?? false))) return null;
  const { triggeredBy } = options;
  try {
    const result = await refreshView(db, { view: view.slug, triggerType: "event", triggeredBy, arrived });
    return { view: view.slug, status: result.status, refresh_id: result.refresh_id };
  } catch (error) {
    if (!(error instanceof RefreshInterrupted)) throw error;
    return { view: view.slug, status: "failed", refresh_id: error.refreshId };
  }
}
