"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useClock } from "@/components/data/clock";
import { call, queryFor } from "@/lib/client/call";
import { keys } from "@/lib/client/keys";
import type { TracesAnswer } from "@/lib/contract/trace";

const POLL_MS = 2_000;
const POLL_DONE_MS = 30_000;
/** What is found by a part of its name, or not at all, is looked for in all rows. */
const POLL_NOTHING_MS = 5_000;

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
    refetchInterval: ({ state }) => pause(state.data),
  });
}

function pause(answer: TracesAnswer | undefined): number {
  const found = answer?.views.flatMap(({ transactions }) => transactions) ?? [];
  // One that is not there yet may still commit.
  if (found.length === 0) return POLL_NOTHING_MS;
  return found.some(({ visible }) => !visible) ? POLL_MS : POLL_DONE_MS;
}

/** The latest large movements. */
export function useMovements() {
  return useQuery({
    ...queryFor(keys.movements),
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });
}
