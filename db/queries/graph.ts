import { z } from "zod";
import type { Executor } from "@/db/client";
import { many, value } from "@/db/rows";

const graphNode = z.object({
  view_id: z.int(),
  slug: z.string(),
  /** 0 where it reads no other view, else one more than the deepest that it reads. */
  depth: z.int(),
  upstreams: z.array(z.string()),
});

/** A view and those it reads. */
export type GraphNode = z.infer<typeof graphNode>;

/** Every registered view, those that others read first. */
export async function readGraph(sql: Executor): Promise<GraphNode[]> {
  return await many(graphNode, sql`select view_id, slug, depth, upstreams from frescura.graph()`);
}

/** Whether something that a view reads is being refreshed, or is about to be by a schedule. */
export async function upstreamBusy(sql: Executor, viewId: number): Promise<boolean> {
  return await value(z.boolean(), sql`select frescura.upstream_busy(${viewId}) as busy`);
}
