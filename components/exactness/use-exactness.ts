"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, queryFor } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import { among } from "@/lib/client/request";
import type { Verification } from "@/lib/contract/verifications";
import type { ViewSettings } from "@/lib/contract/view-settings";

const POLL_MS = 30_000;

/** What refreshes changed, or did not. */
export function useWaste(hours: number) {
  return useQuery({
    ...queryFor(keys.noopRefreshes(hours)),
    refetchInterval: POLL_MS,
  });
}

/** How often views answered. */
export function useAvailability(hours: number) {
  return useQuery({
    ...queryFor(keys.availability(hours)),
    refetchInterval: POLL_MS,
  });
}

/** How the cache does; only admin and ops may ask. */
export function useCache(enabled: boolean) {
  return useQuery({
    ...queryFor(keys.cache),
    refetchInterval: POLL_MS,
    enabled,
  });
}

/** Kept verifications; only admin and ops may ask. */
export function useVerifications(view: string | null, enabled: boolean) {
  return useQuery({
    ...queryFor(keys.verifications(view)),
    refetchInterval: POLL_MS,
    enabled,
  });
}

/** Verifications one view now. */
export function useVerify(slug: string) {
  const client = useQueryClient();
  return useMutation<Verification, ClientError, { samplePercent: number }>({
    mutationFn: ({ samplePercent }) =>
      call("POST /api/v1/mv/verify/{view}", {
        params: { view: slug },
        body: { sample_percent: samplePercent },
      }),
    onSettled: () => client.invalidateQueries(among("GET /api/v1/mv/verifications")),
  });
}

/** Lets one view skip refreshes that would change nothing. */
export function useSkipUnchanged(slug: string) {
  const client = useQueryClient();
  return useMutation<ViewSettings, ClientError>({
    mutationFn: () =>
      call("PATCH /api/v1/mv/views/{view}", { params: { view: slug }, body: { skip_unchanged: true } }),
    onSettled: () => client.invalidateQueries(among("GET /api/v1/mv/no-op-refreshes")),
  });
}
