import { viewGraph } from "@/db/queries/definition";
import type { GraphAnswer } from "@/lib/contract/graph";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";

/** Which registered views read which, found from the catalog. Everyone signed in may see it. */
export async function listGraph(_actor: Actor): Promise<GraphAnswer> {
  return { views: await viewGraph(db().sql) };
}
