import { readClock, readSchedules, type ScheduleRow } from "@/db/queries/schedules";
import { type WaitingRow, waitingEvents, watchedSources } from "@/db/queries/waiting-events";
import { type EventsAnswer, eventsQuery, type WaitingEvent } from "@/lib/contract/events";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { readsDatabaseMessages } from "@/server/permission";
import { nextDue } from "@/server/schedules/next-due";
import { seen, unnamed, withoutIds } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * High-impact events that no refresh has taken in yet, newest first, with what each waits for. Everyone signed in
 * may know.
 *
 * @param input see `eventsQuery`
 */
export async function listEvents(actor: Actor, input: unknown): Promise<EventsAnswer> {
  const { view, limit, ...query } = parseInput(eventsQuery, input);
  const { sql } = db();
  const slug = view === undefined ? undefined : await findView(actor, view);
  const [rows, watched, schedules, now] = await Promise.all([
    waitingEvents(sql, { ...query, slug, without: withoutIds(actor), limit: limit + 1 }),
    watchedSources(sql, slug),
    readSchedules(sql),
    readClock(sql),
  ]);
  const due = dueOf(schedules, now);
  const events = rows.slice(0, limit).map((row) => {
    const event = { ...told(row), next_at: due(row) };
    const last_error = readsDatabaseMessages(actor) ? unnamed(actor, event.last_error) : null;
    return { ...event, last_error };
  });
  const next_before = rows.length > limit ? events.at(-1)!.id : null;
  return { events, next_before, watched: seen(actor, watched), now: now.toISOString() };
}

const told = ({ retry_at: _, ...event }: WaitingRow): Omit<WaitingEvent, "next_at"> => event;

/** Only a person brings these on. */
const BY_HAND: readonly WaitingEvent["waits_for"][] = ["dead_letter", "resuming", "enabling"];

/** When what an event waits for is due; worked out once a view, since many wait for the same. */
function dueOf(schedules: readonly ScheduleRow[], now: Date): (row: WaitingRow) => string | null {
  const slots = new Map<string, string | null>();
  return ({ view, waits_for, retry_at }) => {
    if (BY_HAND.includes(waits_for)) return null;
    if (!slots.has(view)) {
      const mine = schedules.filter(({ slug }) => slug === null || slug === view);
      slots.set(view, nextDue(mine, now, { events: true }));
    }
    const slot = slots.get(view) ?? null;
    // A slot that comes before the retry is the retry.
    return retry_at !== null && (slot === null || retry_at < slot) ? retry_at : slot;
  };
}
