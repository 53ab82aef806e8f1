import type { Sql } from "@/db/client";
import { writersNotify } from "@/db/queries/events";

/** Short enough that an event is in its view within seconds; one look is an index that is nearly always empty. */
const POLL_MS = 1_000;

/** Looks for events every second while writers do not tell of them. */
export interface Poll {
  /** Finds out whether it is needed. */
  check(): Promise<void>;
  stop(): void;
}

/** @param look asked for, and not waited for */
export function createPoll({ sql, look }: { sql: Sql; look: () => void }): Poll {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    async check() {
      const needed = !(await writersNotify(sql)) && !stopped;
      if (!needed) stop();
      else timer ??= setInterval(look, POLL_MS);
    },
    stop() {
      stopped = true;
      stop();
    },
  };
}
