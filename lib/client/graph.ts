import { ask } from "@/lib/client/http";
import type { DefinitionAnswer, GraphAnswer } from "@/lib/contract/graph";

/** Keys of the browser's cache for what reads what. */
export const graphKeys = {
  all: ["graph"] as const,
  of: (slug: string) => ["graph", slug] as const,
};

export const getGraph = (signal?: AbortSignal) => ask<GraphAnswer>("/api/v1/mv/graph", { signal });

export const getDefinition = (slug: string, signal?: AbortSignal) =>
  ask<DefinitionAnswer>(`/api/v1/mv/graph/${encodeURIComponent(slug)}`, { signal });
