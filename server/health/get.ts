import { healthOf } from "@/db/queries/health";
import type { ViewHealth } from "@/lib/contract/health";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { healthFor } from "@/server/redact";
import { findView } from "@/server/views";

/** How fresh one view is, by its slug or name. Everyone signed in may know. */
export async function getHealth(actor: Actor, view: string): Promise<ViewHealth> {
  const slug = await findView(actor, view);
  return healthFor(actor, await healthOf(db().sql, slug));
}
