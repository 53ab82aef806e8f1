"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCadence } from "@/components/data/live";
import { queryFor } from "@/lib/client/call";
import { type HistoryFilter, keys, type SeriesFilter } from "@/lib/client/keys";

const POLL_MS = 15_000;

/** Attempts of the refresh log. `useFollowLog` refetches it the moment a view's last attempt changes. */
export function useHistory(filter: HistoryFilter) {
  return useQuery({
    ...queryFor(keys.history(filter)),
    refetchInterval: useCadence(POLL_MS),
    placeholderData: keepPreviousData,
  });
}

/** What the charts of a view show; the server has reduced it to what they can draw. */
export function useSeries(filter: SeriesFilter) {
  return useQuery({
    ...queryFor(keys.series(filter)),
    refetchInterval: useCadence(60_000),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

/** Every view's last day, asked for all of them at once. */
export function useBrief() {
  return useQuery({
    ...queryFor(keys.brief),
    refetchInterval: useCadence(60_000),
    staleTime: 30_000,
  });
}

/** What stands in the way of the views; only admin and ops may ask. */
export function useDoctor(enabled: boolean) {
  return useQuery({
    ...queryFor(keys.doctor),
    refetchInterval: 60_000,
    staleTime: 30_000,
    enabled,
  });
}

/** What the database's host allows; it changes as seldom as the host. Only admin and ops may ask. */
export function useHost(enabled: boolean) {
  return useQuery({ ...queryFor(keys.host), staleTime: 300_000, enabled });
}
