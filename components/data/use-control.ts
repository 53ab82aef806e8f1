"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, queryFor } from "@/lib/client/call";
import { controlKeys, type EventState } from "@/lib/client/control";
import type { ClientError } from "@/lib/client/http";
import { keys, LOG } from "@/lib/client/keys";
import type { CancelAnswer, ResumeAnswer } from "@/lib/contract/control";
import type { EventsRetry, RetryAnswer } from "@/lib/contract/events";

/** Shows what an action has changed, everywhere. */
function useShow() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries(LOG),
      ...[keys.health, controlKeys.events, controlKeys.alerts].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    ]);
}

/** Cancels the refresh of a view that runs. */
export function useCancel(slug: string) {
  const show = useShow();
  return useMutation<CancelAnswer, ClientError, void>({
    mutationFn: () => call("POST /api/v1/mv/cancel/{view}", { params: { view: slug } }),
    onSettled: show,
  });
}

/** Lets a suspended view be scheduled again. */
export function useResume(slug: string) {
  const show = useShow();
  return useMutation<ResumeAnswer, ClientError, void>({
    mutationFn: () => call("POST /api/v1/mv/resume/{view}", { params: { view: slug } }),
    onSettled: show,
  });
}

/** Asks anew for events that were set aside. */
export function useRetryEvents() {
  const show = useShow();
  return useMutation<RetryAnswer, ClientError, EventsRetry>({
    mutationFn: (body) => call("POST /api/v1/mv/events/retry", { body }),
    onSettled: show,
  });
}

/** High-impact events that no refresh has taken in yet. */
export function useEvents(view: string | null, state: EventState, limit?: number) {
  return useQuery({
    ...queryFor(controlKeys.eventsOf(view, state, limit)),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** Failures per hour, view and SQLSTATE. */
export function useFailures(hours: number) {
  return useQuery({
    ...queryFor(controlKeys.failures(hours)),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });
}

/** The facts that answer "not refreshing?" and "slow?". */
export function useAnswers(view: string | null) {
  return useQuery({
    ...queryFor(controlKeys.answers(view)),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** How the promises were kept over the last hours. */
export function useSla(hours: number) {
  return useQuery({
    ...queryFor(controlKeys.sla(hours)),
    refetchInterval: 60_000,
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
}
