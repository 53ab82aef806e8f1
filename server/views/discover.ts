import { discoverable } from "@/db/queries/registry";
import type { DiscoveredView } from "@/lib/contract/registry";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { requirePermission } from "@/server/permission";

/** The materialized views of the database that nobody has registered. Only admins and ops may see them. */
export async function discoverViews(actor: Actor): Promise<DiscoveredView[]> {
  requirePermission(actor, "discoverViews");
  // Who is limited to some views sees no others, registered or not.
  return actor.only ? [] : await discoverable(db().sql);
}
