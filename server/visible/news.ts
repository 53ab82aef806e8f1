import { connect, type Sql } from "@/db/client";
import type { Actor } from "@/server/actor";
import { env } from "@/server/env";
import { takeSeat } from "@/server/seats";

const CHANNEL = "frescura";
/** What is not announced, such as a commit, or anything at all through a pooler, is looked for this often. */
const POLL_MS = 500;

interface News {
  waiters: Set<() => void>;
  held: number;
  listener?: Sql;
}

const store = globalThis as typeof globalThis & { __frescuraNews?: News };

/** Hears of refreshes for as long as it is held. */
export interface Subscription {
  /** Resolves at the next refresh, or after half a second, or after the given time. */
  next(msMax: number): Promise<void>;
  end(): Promise<void>;
}

/**
 * Begins to hear of refreshes: one connection for all who wait in this process, and none while nobody does.
 *
 * @throws ProblemError busy or rate_limited when as many wait as may
 */
export function hearNews(actor: Actor): Subscription {
  const giveBack = takeSeat("wait", actor);
  store.__frescuraNews ??= { waiters: new Set(), held: 0 };
  const news = store.__frescuraNews;
  news.held++;
  news.listener ??= listen(news);
  return {
    next: (msMax) => once(news, Math.min(msMax, POLL_MS)),
    async end() {
      giveBack();
      news.held--;
      if (news.held > 0) return;
      const { listener } = news;
      news.listener = undefined;
      await listener?.end({ timeout: 0 }).catch(() => undefined);
    },
  };
}

/** Where listening does not work, looking every half second does. */
function listen(news: News): Sql {
  const { DATABASE_URL_DIRECT, DATABASE_URL } = env();
  const listener = connect((DATABASE_URL_DIRECT ?? DATABASE_URL)!, "frescura waiting", 1);
  const wakeAll = () => {
    for (const wake of news.waiters) wake();
  };
  listener.listen(CHANNEL, wakeAll).catch(() => undefined);
  return listener;
}

function once({ waiters }: News, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiters.delete(wake);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    waiters.add(wake);
  });
}
