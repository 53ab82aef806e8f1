"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  getAudits,
  getAvailability,
  getCache,
  getWaste,
  postAudit,
  skipUnchanged,
} from "@/lib/client/exactness";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import type { Audit, AuditsAnswer } from "@/lib/contract/audits";
import type { AvailabilityAnswer, CacheAnswer, WasteAnswer } from "@/lib/contract/reads";
import type { ViewSettings } from "@/lib/contract/view-settings";

const POLL_MS = 30_000;

/** What refreshes changed, or did not. */
export function useWaste(hours: number) {
  return useQuery<WasteAnswer, ClientError>({
    queryKey: keys.waste(hours),
    queryFn: ({ signal }) => getWaste(hours, signal),
    refetchInterval: POLL_MS,
  });
}

/** How often views answered. */
export function useAvailability(hours: number) {
  return useQuery<AvailabilityAnswer, ClientError>({
    queryKey: keys.availability(hours),
    queryFn: ({ signal }) => getAvailability(hours, signal),
    refetchInterval: POLL_MS,
  });
}

/** How the cache does; only admin and ops may ask. */
export function useCache(enabled: boolean) {
  return useQuery<CacheAnswer, ClientError>({
    queryKey: keys.cache,
    queryFn: ({ signal }) => getCache(signal),
    refetchInterval: POLL_MS,
    enabled,
  });
}

/** Kept audits; only admin and ops may ask. */
export function useAudits(view: string | null, enabled: boolean) {
  return useQuery<AuditsAnswer, ClientError>({
    queryKey: keys.audits(view),
    queryFn: ({ signal }) => getAudits(view, signal),
    refetchInterval: POLL_MS,
    enabled,
  });
}

/** Audits one view now. */
export function useAudit(slug: string) {
  const client = useQueryClient();
  return useMutation<Audit, ClientError, { samplePercent: number }>({
    mutationFn: ({ samplePercent }) => postAudit(slug, samplePercent),
    onSettled: () => client.invalidateQueries({ queryKey: ["audits"] }),
  });
}

/** Lets one view skip refreshes that would change nothing. */
export function useSkipUnchanged(slug: string) {
  const client = useQueryClient();
  return useMutation<ViewSettings, ClientError>({
    mutationFn: () => skipUnchanged(slug),
    onSettled: () => client.invalidateQueries({ queryKey: ["waste"] }),
  });
}
