import { registered } from "@/db/queries/registry";
import type { RegisteredView } from "@/lib/contract/registry";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";

/** The registered views with their settings. Everyone signed in may see them. */
export async function listViews(_actor: Actor): Promise<RegisteredView[]> {
  return await registered(db().sql);
}
