"use client";

import { useQuery } from "@tanstack/react-query";
import { useClock } from "@/components/data/clock";
import { useLive } from "@/components/data/live";
import { call, queryFor } from "@/lib/client/call";
import { keys } from "@/lib/client/keys";

const POLL_MS = 3_000;
/** A hidden tab still tells the worst state in its icon, but nobody counts its seconds. */
const POLL_HIDDEN_MS = 30_000;
/** Beside a stream, only against what nobody thought of. */
const POLL_LIVE_MS = 120_000;

/** The freshness of every view, kept up to date: by the stream (`LiveProvider`), or by asking where there is none. */
export function useHealth() {
  const clock = useClock();
  const live = useLive() === "live";
  return useQuery({
    ...queryFor(keys.health),
    queryFn: async ({ signal }) => {
      const list = await call("GET /api/v1/mv/health", {}, signal);
      clock.sync(list.now);
      return list;
    },
    // Also asked while the server renders, where there is no tab.
    refetchInterval: ({ state }) => {
      // Without a session no later answer is better; the notice leads to signing in.
      if (state.error?.code === "unauthenticated") return false;
      if (live) return POLL_LIVE_MS;
      return globalThis.document?.hidden ? POLL_HIDDEN_MS : POLL_MS;
    },
    refetchIntervalInBackground: true,
    ...(live && { staleTime: POLL_LIVE_MS }),
  });
}

/** One view of the list; undefined while loading, null where there is none by that slug. */
export function useView(slug: string) {
  const { data, ...rest } = useHealth();
  return { ...rest, view: data && (data.views.find((view) => view.slug === slug) ?? null) };
}
