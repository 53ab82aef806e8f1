import { registered } from "@/db/queries/registry";
import type { RegisteredView } from "@/lib/contract/registry";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { seen } from "@/server/sight";

/** The registered views with their settings. Everyone signed in may see them. */
export async function listViews(actor: Actor): Promise<RegisteredView[]> {
  return seen(actor, await registered(db().sql));
}
