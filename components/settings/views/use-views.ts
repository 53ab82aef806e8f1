"use client";

import { useQuery } from "@tanstack/react-query";
import { queryFor } from "@/lib/client/call";
import { settingsKeys } from "@/lib/client/settings";

/** The registered views with their settings. */
export function useViews() {
  return useQuery({
    ...queryFor(settingsKeys.views),
    staleTime: 10_000,
  });
}
