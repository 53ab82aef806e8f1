"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  controlKeys,
  type EventState,
  getAnswers,
  getEvents,
  getFailures,
  getSla,
  postCancel,
  postResume,
  postRetry,
} from "@/lib/client/control";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import type { CancelAnswer, ResumeAnswer } from "@/lib/contract/control";
import type { EventsAnswer, EventsRetry, RetryAnswer } from "@/lib/contract/events";
import type { FailuresAnswer } from "@/lib/contract/history";
import type { SlaAnswer } from "@/lib/contract/sla";
import type { TroubleshootingAnswer } from "@/lib/contract/troubleshooting";

/** Shows what a deed has changed, everywhere. */
function useShow() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [keys.health, keys.log, controlKeys.events, controlKeys.alerts].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}

/** Cancels the refresh of a view that runs. */
export function useCancel(slug: string) {
  const show = useShow();
  return useMutation<CancelAnswer, ClientError, void>({
    mutationFn: () => postCancel(slug),
    onSettled: show,
  });
}

/** Lets a suspended view be scheduled again. */
export function useResume(slug: string) {
  const show = useShow();
  return useMutation<ResumeAnswer, ClientError, void>({
    mutationFn: () => postResume(slug),
    onSettled: show,
  });
}

/** Asks anew for events that were set aside. */
export function useRetryEvents() {
  const show = useShow();
  return useMutation<RetryAnswer, ClientError, EventsRetry>({ mutationFn: postRetry, onSettled: show });
}

/** High-impact events that no refresh has taken in yet. */
export function useEvents(view: string | null, state: EventState, limit?: number) {
  return useQuery<EventsAnswer, ClientError>({
    queryKey: controlKeys.eventsOf(view, state, limit),
    queryFn: ({ signal }) => getEvents(view, state, limit, signal),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** Failures per hour, view and SQLSTATE. */
export function useFailures(hours: number) {
  return useQuery<FailuresAnswer, ClientError>({
    queryKey: controlKeys.failures(hours),
    queryFn: ({ signal }) => getFailures(hours, signal),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });
}

/** The facts that answer "not refreshing?" and "slow?". */
export function useAnswers(view: string | null) {
  return useQuery<TroubleshootingAnswer, ClientError>({
    queryKey: controlKeys.answers(view),
    queryFn: ({ signal }) => getAnswers(view, signal),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** How the promises were kept over the last hours. */
export function useSla(hours: number) {
  return useQuery<SlaAnswer, ClientError>({
    queryKey: controlKeys.sla(hours),
    queryFn: ({ signal }) => getSla(hours, signal),
    refetchInterval: 60_000,
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
}
