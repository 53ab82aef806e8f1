"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLive } from "@/components/data/live";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { keys, LOG } from "@/lib/client/keys";
import type { Me } from "@/lib/contract/me";
import type { RefreshAnswer } from "@/lib/contract/refresh";

/** Under which it is known that a view is being refreshed from this page. */
export const refreshKey = (slug: string) => ["refresh", slug];

/** Refreshes one view on demand; without `force` a fresh one is left alone. */
export function useRefresh(slug: string) {
  const client = useQueryClient();
  const live = useLive() === "live";
  return useMutation<RefreshAnswer, ClientError, { force: boolean }>({
    mutationKey: refreshKey(slug),
    mutationFn: ({ force }) =>
      call("POST /api/v1/mv/refresh/{view}", {
        params: { view: slug },
        ...(force && { query: { force: "true" } }),
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
