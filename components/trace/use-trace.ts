"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useClock } from "@/components/data/clock";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import { getMovements, getTraces } from "@/lib/client/trace";
import type { MovementsAnswer, TracesAnswer } from "@/lib/contract/trace";

const POLL_MS = 2_000;
const POLL_DONE_MS = 30_000;

/** Where a payment stands, asked every two seconds while it is on its way. */
export function useTraces(ref: string, view: string | null) {
  const clock = useClock();
  return useQuery<TracesAnswer, ClientError>({
    queryKey: keys.traces(ref, view),
    queryFn: async ({ signal }) => {
      const answer = await getTraces(ref, view, signal);
      clock.sync(answer.now);
      return answer;
    },
    enabled: ref !== "",
    refetchInterval: ({ state }) => (isOnItsWay(state.data) ? POLL_MS : POLL_DONE_MS),
  });
}

function isOnItsWay(answer: TracesAnswer | undefined): boolean {
  const found = answer?.views.flatMap(({ transactions }) => transactions);
  // One that is not there yet may still commit.
  return !found || found.length === 0 || found.some(({ visible }) => !visible);
}

/** The latest large movements. */
export function useMovements() {
  return useQuery<MovementsAnswer, ClientError>({
    queryKey: keys.movements,
    queryFn: ({ signal }) => getMovements(signal),
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });
}
