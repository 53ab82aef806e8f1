"use client";

import { useQuery } from "@tanstack/react-query";
import { getMe } from "@/lib/client/api";
import { keys } from "@/lib/client/keys";

/** Who is signed in, what they may, and how many refreshes they have left. */
export function useMe() {
  return useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => getMe(signal),
    refetchInterval: 60_000,
    staleTime: 30_000,
  });
}
