"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCadence } from "@/components/data/live";
import {
  getBrief,
  getDoctor,
  getHistory,
  getSeries,
  type HistoryFilter,
  type SeriesFilter,
} from "@/lib/client/api";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import type { DoctorAnswer } from "@/lib/contract/doctor";
import type { HistoryAnswer } from "@/lib/contract/history";
import type { BriefAnswer, SeriesAnswer } from "@/lib/contract/series";

const POLL_MS = 15_000;

/** Attempts of the refresh log. `useFollowLog` refetches it the moment a view's last attempt changes. */
export function useHistory(filter: HistoryFilter) {
  return useQuery<HistoryAnswer, ClientError>({
    queryKey: keys.history(filter),
    queryFn: ({ signal }) => getHistory(filter, signal),
    refetchInterval: useCadence(POLL_MS),
    placeholderData: keepPreviousData,
  });
}

/** What the charts of a view show; the server has reduced it to what they can draw. */
export function useSeries(filter: SeriesFilter) {
  return useQuery<SeriesAnswer, ClientError>({
    queryKey: keys.series(filter),
    queryFn: ({ signal }) => getSeries(filter, signal),
    refetchInterval: useCadence(60_000),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

/** Every view's last day, asked for all of them at once. */
export function useBrief() {
  return useQuery<BriefAnswer, ClientError>({
    queryKey: keys.brief,
    queryFn: ({ signal }) => getBrief(signal),
    refetchInterval: useCadence(60_000),
    staleTime: 30_000,
  });
}

/** What stands in the way of the views; only admin and ops may ask. */
export function useDoctor(enabled: boolean) {
  return useQuery<DoctorAnswer, ClientError>({
    queryKey: keys.doctor,
    queryFn: ({ signal }) => getDoctor(signal),
    refetchInterval: 60_000,
    staleTime: 30_000,
    enabled,
  });
}
