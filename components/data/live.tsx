"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useClock } from "@/components/data/clock";
import { useMe } from "@/components/data/use-me";
import { keys } from "@/lib/client/keys";
import type { SourceState } from "@/lib/client/live-source";
import { whenReachable } from "@/lib/client/when-reachable";
import type { HealthList } from "@/lib/contract/health";

const LiveContext = createContext<SourceState>("connecting");

/** How the stream of news does; while it is not `live`, pages ask by themselves. */
export const useLive = () => useContext(LiveContext);

const SETTLE_MS = 300;

/**
 * Begins once the page has loaded and is idle: news that came before every part of it had hydrated would not fit
 * what the server rendered, and the first paint needs the network for itself.
 *
 * @returns ends what was begun, or keeps it from beginning
 */
function whenSettled(begin: () => Promise<() => void>): () => void {
  let end: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout>;
  // A page that is never idle is kept up to date all the same.
  const idle = (work: () => void) =>
    "requestIdleCallback" in globalThis ? requestIdleCallback(work, { timeout: 2_000 }) : setTimeout(work, 1);
  const wait = () => {
    timer = setTimeout(
      () =>
        idle(() => {
          if (over) return;
          const started = begin().then((stop) => {
            if (over) stop();
            else end = stop;
          });
          // Not loaded: the page goes on asking by itself.
          started.catch(() => undefined);
        }),
      SETTLE_MS,
    );
  };
  let over = false;
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
  return () => {
    over = true;
    removeEventListener("load", wait);
    clearTimeout(timer);
    end?.();
  };
}

const CADENCE_LIVE_MS = 300_000;

/** How often to ask for what the stream announces changes of: seldom while there is one. */
export const useCadence = (alone: number) => (useLive() === "live" ? CADENCE_LIVE_MS : alone);

/** Holds the page's share of the stream, and puts what it brings into the browser's cache. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const clock = useClock();
  const { data: me } = useMe();
  const [state, setState] = useState<SourceState>("connecting");
  const scope = me && `frescura ${me.role} ${me.email ?? me.name}`;

  useEffect(() => {
    if (!scope) return;
    const askForHealth = () => void client.invalidateQueries({ queryKey: keys.health });
    return whenSettled(async () => {
      // Not needed for the first paint, so not loaded with it.
      const [{ openLive }, { takeMessage }] = await whenReachable(() =>
        Promise.all([import("@/lib/client/live"), import("@/lib/client/take-message")]),
      )();
      return openLive(scope, {
        since: () => client.getQueryData<HealthList>(keys.health)?.now,
        onMessage: (message) => takeMessage(message, client, (now) => clock.sync(now)),
        onFollow: askForHealth,
        onState: (next) => {
          setState(next);
          const failed = client.getQueryState(keys.health)?.status === "error";
          // Lost: is the server still there, and the session? Back: what an answer in between may have said is over.
          if (next === "lost" || failed) askForHealth();
        },
      });
    });
  }, [client, clock, scope]);

  return <LiveContext value={state}>{children}</LiveContext>;
}
