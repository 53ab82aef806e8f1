import { allHealth } from "@/db/queries/health";
import type { HealthList } from "@/lib/contract/health";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { healthFor } from "@/server/redact";

/** How fresh every registered view is. Everyone signed in may know. */
export async function listHealth(actor: Actor): Promise<HealthList> {
  const { views, ...whole } = await allHealth(db().sql);
  return { ...whole, views: views.map((view) => healthFor(actor, view)) };
}
