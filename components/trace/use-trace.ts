"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useClock } from "@/components/data/clock";
import { call, queryFor } from "@/lib/client/call";
import { keys } from "@/lib/client/keys";
import type { TracesAnswer } from "@/lib/contract/trace";

const POLL_MS = 2_000;
const POLL_DONE_MS = 30_000;

/** Where a payment stands, asked every two seconds while it is on its way. */
export function useTraces(ref: string, view: string | null) {
  const clock = useClock();
  const asked = keys.traces(ref, view);
  return useQuery({
    ...queryFor(asked),
    queryFn: async ({ signal }) => {
      const answer = await call(...asked, signal);
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
  return useQuery({
    ...queryFor(keys.movements),
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });
}
