import { viewGraph } from "@/db/queries/definition";
import type { GraphAnswer } from "@/lib/contract/graph";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { seen, sees } from "@/server/sight";

/** Which registered views read which, found from the catalog. Everyone signed in may see it. */
export async function listGraph(actor: Actor): Promise<GraphAnswer> {
  const views = seen(actor, await viewGraph(db().sql));
  const ofSeen = (slugs: string[]) => slugs.filter((slug) => sees(actor, slug));
  return { views: views.map((view) => ({ ...view, upstreams: ofSeen(view.upstreams) })) };
}
