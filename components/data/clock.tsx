"use client";

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";

/** What nobody can see in ages that are told in seconds. */
const CLOCK_ERROR_MS = 500;

/** The database's clock as the browser can tell it: ages must not depend on a wrong clock of the viewer. */
class ServerClock {
  private offset: number;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private second: number;

  constructor(readonly initial: number) {
    this.second = initial;
    this.offset = initial - Date.now();
  }

  /** Takes the time that an answer of the server carries. */
  sync(now: string) {
    const offset = Date.parse(now) - Date.now();
    const wrong = Math.abs(offset - this.offset) > CLOCK_ERROR_MS;
    this.offset = offset;
    // Everything that shows a time is drawn anew at a tick: the next one is soon enough for less.
    if (wrong) this.tick();
  }

  now = () => Date.now() + this.offset;
  current = () => this.second;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    this.timer ??= setInterval(() => this.tick(), 1000);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  };

  private tick() {
    this.second = this.now();
    for (const listener of this.listeners) listener();
  }
}

const ClockContext = createContext<ServerClock | null>(null);

/** @param initial the server's time of rendering, so that the first paint and hydration agree */
export function ClockProvider({ initial, children }: { initial: number; children: ReactNode }) {
  const [clock] = useState(() => new ServerClock(initial));
  return <ClockContext value={clock}>{children}</ClockContext>;
}

export function useClock(): ServerClock {
  const clock = useContext(ClockContext);
  if (!clock) throw new Error("useClock needs a ClockProvider above it.");
  return clock;
}

/** How seldom, in milliseconds, what stands below is told the time; null for every second. */
export const PaceContext = createContext<number | null>(null);

/**
 * The server's time in milliseconds, anew every second, or as seldom as `PaceContext` says.
 *
 * @param step milliseconds; how seldom it is enough to be told
 */
export function useNow(step = 0): number {
  const clock = useClock();
  const pace = Math.max(useContext(PaceContext) ?? 0, step);
  const paced = (time: number) => (pace === 0 ? time : Math.floor(time / pace) * pace);
  return useSyncExternalStore(
    clock.subscribe,
    () => paced(clock.current()),
    () => paced(clock.initial),
  );
}
