"use client";

import { useQuery } from "@tanstack/react-query";
import { queryFor } from "@/lib/client/call";
import { graphKeys } from "@/lib/client/graph";

/** Definitions change when someone migrates, not while someone looks. */
const STALE_MS = 5 * 60_000;

/** Which registered views read which. The server sends it with the page. */
export function useGraph() {
  return useQuery({
    ...queryFor(graphKeys.all),
    staleTime: STALE_MS,
  });
}

/** What one view is made of. */
export function useDefinition(slug: string) {
  return useQuery({
    ...queryFor(graphKeys.of(slug)),
    staleTime: STALE_MS,
  });
}
