import type { Sql } from "@/db/client";

/** A view and those it reads. */
export interface GraphNode {
  view_id: number;
  slug: string;
  /** 0 where it reads no other view, else one more than the deepest that it reads. */
  depth: number;
  upstreams: string[];
}

/** Every registered view, those that others read first. */
export async function readGraph(sql: Sql): Promise<GraphNode[]> {
  return [...(await sql<GraphNode[]>`select view_id, slug, depth, upstreams from frescura.graph()`)];
}

/** Whether something that a view reads is being refreshed, or is about to be by a schedule. */
export async function upstreamBusy(sql: Sql, viewId: number): Promise<boolean> {
  const [{ busy }] = await sql<[{ busy: boolean }]>`select frescura.upstream_busy(${viewId}) as busy`;
  return busy;
}
