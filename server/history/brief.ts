import { dayInBrief } from "@/db/queries/brief";
import type { BriefAnswer } from "@/lib/contract/series";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { seen } from "@/server/sight";

/** How every view did in the last 24 hours, for an overview. Everyone signed in may know. */
export async function getBrief(actor: Actor): Promise<BriefAnswer> {
  return { views: seen(actor, await dayInBrief(db().sql)) };
}
