"use client";

import { useQuery } from "@tanstack/react-query";
import type { ClientError } from "@/lib/client/http";
import { getViews, settingsKeys } from "@/lib/client/settings";
import type { ViewList } from "@/lib/contract/registry";

/** The registered views with their settings. */
export function useViews() {
  return useQuery<ViewList, ClientError>({
    queryKey: settingsKeys.views,
    queryFn: ({ signal }) => getViews(signal),
    staleTime: 10_000,
  });
}
