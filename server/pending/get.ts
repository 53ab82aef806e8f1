import { pendingOf } from "@/db/queries/pending";
import type { PendingAnswer } from "@/lib/contract/pending";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { pendingWords } from "@/server/pending/words";
import { findView } from "@/server/views";

/** What a view does not contain yet, by its slug or name. Everyone signed in may know. */
export async function getPending(actor: Actor, view: string): Promise<PendingAnswer> {
  const slug = await findView(actor, view);
  const pending = await pendingOf(db().sql, slug);
  return { view: slug, ...pending, message: pendingWords(pending) };
}
