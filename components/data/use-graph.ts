"use client";

import { useQuery } from "@tanstack/react-query";
import { getDefinition, getGraph, graphKeys } from "@/lib/client/graph";
import type { ClientError } from "@/lib/client/http";
import type { DefinitionAnswer, GraphAnswer } from "@/lib/contract/graph";

/** Definitions change when someone migrates, not while someone looks. */
const STALE_MS = 5 * 60_000;

/** Which registered views read which. The server sends it with the page. */
export function useGraph() {
  return useQuery<GraphAnswer, ClientError>({
    queryKey: graphKeys.all,
    queryFn: ({ signal }) => getGraph(signal),
    staleTime: STALE_MS,
  });
}

/** What one view is made of. */
export function useDefinition(slug: string) {
  return useQuery<DefinitionAnswer, ClientError>({
    queryKey: graphKeys.of(slug),
    queryFn: ({ signal }) => getDefinition(slug, signal),
    staleTime: STALE_MS,
  });
}
