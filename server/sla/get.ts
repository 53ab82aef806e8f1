import type { Db } from "@/db/client";
import { readClock } from "@/db/queries/schedules";
import { slaOf } from "@/db/queries/sla";
import { type SlaAnswer, slaQuery } from "@/lib/contract/sla";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { flushReads } from "@/server/reads/count";
import { seen } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * How the promises were kept over the last hours, and each time they were not, with its cause. Everyone signed in
 * may know. Of all views over more than a day the answer is kept for a minute; `now` says as of when it is.
 *
 * @param input see `slaQuery`
 */
export async function getSla(actor: Actor, input: unknown): Promise<SlaAnswer> {
  const { hours, view } = parseInput(slaQuery, input);
  const slug = view === undefined ? undefined : await findView(actor, view);
  const { views, ...whole } = await slaFor(hours, slug);
  return { ...whole, views: seen(actor, views) };
}

/** The same for whoever asks. */
async function slaFor(hours: number, slug: string | undefined): Promise<SlaAnswer> {
  if (hours <= 24 || slug !== undefined) return await measure(hours, slug);
  // A week or a month of all views takes a while to count and hardly changes within a minute.
  const kept = keptOf.get(db()) ?? new Map();
  keptOf.set(db(), kept);
  const known = kept.get(hours);
  if (known && Date.now() - known.at < KEPT_MS) return await known.answer;
  const answer = measure(hours);
  kept.set(hours, { at: Date.now(), answer });
  answer.catch(() => kept.delete(hours));
  return await answer;
}

const KEPT_MS = 60_000;
/** By database, and then by hours. */
const keptOf = new WeakMap<Db, Map<number, { at: number; answer: Promise<SlaAnswer> }>>();

async function measure(hours: number, slug?: string): Promise<SlaAnswer> {
  await flushReads();
  const [now, views] = await Promise.all([readClock(db().sql), slaOf(db().sql, hours, slug)]);
  return { hours, now: now.toISOString(), views };
}
