import { viewGraph } from "@/db/queries/definition";
import { allHealth } from "@/db/queries/health";
import type { ViewHealth } from "@/lib/contract/health";
import { readersOf } from "@/lib/graph/family";
import { db } from "@/server/db";

/** The enabled views that read a view, however far, each after those that it reads. */
export async function findReaders(slug: string): Promise<ViewHealth[]> {
  const [graph, { views }] = await Promise.all([viewGraph(db().sql), allHealth(db().sql)]);
  return readersOf(graph, slug).flatMap((reader) =>
    views.filter((view) => view.slug === reader.slug && view.enabled && view.state !== "missing"),
  );
}
