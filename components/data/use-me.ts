"use client";

import { useQuery } from "@tanstack/react-query";
import { queryFor } from "@/lib/client/call";
import { keys } from "@/lib/client/keys";

/** Who is signed in, what they may, and how many refreshes they have left. */
export function useMe() {
  return useQuery({
    ...queryFor(keys.me),
    refetchInterval: 60_000,
    staleTime: 30_000,
  });
}
