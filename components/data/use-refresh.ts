"use client";

import { type MutationState, useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useLive } from "@/components/data/live";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { keys, LOG } from "@/lib/client/keys";
import type { Me } from "@/lib/contract/me";
import type { RefreshAnswer } from "@/lib/contract/refresh";

/** Under which it is known that a view is being refreshed from this page. */
export const refreshKey = (slug: string) => ["refresh", slug];

/** What a press of the button asks for. */
export interface RefreshWish {
  force: boolean;
  /** Whether the views that read it follow. */
  readers?: boolean;
}

/** The latest refresh of a view that was asked for from this browser tab, on whatever page. */
export function useLastRefresh(slug: string) {
  const states = useMutationState({
    filters: { mutationKey: refreshKey(slug) },
    select: ({ state }) => state as MutationState<RefreshAnswer, ClientError, RefreshWish>,
  });
  return states.at(-1);
}

/** Refreshes one view on demand; without `force` one that is fresh and lacks nothing is left alone. */
export function useRefresh(slug: string) {
  const client = useQueryClient();
  const live = useLive() === "live";
  return useMutation<RefreshAnswer, ClientError, RefreshWish>({
    mutationKey: refreshKey(slug),
    mutationFn: ({ force, readers }) =>
      call("POST /api/v1/mv/refresh/{view}", {
        params: { view: slug },
        query: { ...(force && { force: "true" }), ...(readers && { readers: "true" }) },
      }),
    onMutate: () => {
      // The log says "running" within milliseconds. A stream tells of it; without one, ask before the next poll.
      if (!live) setTimeout(() => void client.invalidateQueries({ queryKey: keys.health }), 150);
    },
    onSuccess: (answer) =>
      client.setQueryData<Me>(keys.me, (me) => me && { ...me, refresh_remaining: answer.remaining }),
    onSettled: () =>
      Promise.all([
        !live && client.invalidateQueries({ queryKey: keys.health }),
        client.invalidateQueries({ queryKey: keys.me }),
        !live && client.invalidateQueries(LOG),
      ]),
  });
}
