import type { CacheAnswer } from "@/lib/contract/reads";
import type { Actor } from "@/server/actor";
import { cacheState } from "@/server/data/cache";
import { requirePermission } from "@/server/permission";

/** How the cache of this process does. For admin and ops. */
export async function getCacheState(actor: Actor): Promise<CacheAnswer> {
  requirePermission(actor, "getCacheState");
  return cacheState();
}
