import { randomBytes } from "node:crypto";
import { connect, type Sql } from "@/db/client";
import { notify } from "@/db/queries/events";
import type { Logger } from "@/server/log";

const CHANNEL = "frescura";
const PONG_TIMEOUT_MS = 5_000;

/** A connection that hears of events as they commit. */
export interface Listener {
  /** Opens or renews the connection where needed, and proves by a notification of its own that it hears. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/** How to listen. */
export interface ListenOptions {
  /** A direct connection: through a pooler in transaction mode nothing is heard. */
  url: string;
  /** Called for each high-impact event, and whenever listening begins anew: something may have been missed. */
  onEvent: () => void;
  /** Called for every notification, with its payload. */
  onNotice?: (payload: string) => void;
  /** Called after each check that turned out otherwise than the one before. */
  onHearing?: (hears: boolean) => void;
  /** How its session is called in pg_stat_activity. */
  name?: string;
  /** Sends the proofs, on the ordinary way to the database. */
  sql: Sql;
  log: Logger;
}

/**
 * Makes a listener; nothing is sent before the first `check()`.
 *
 * A lost connection is renewed at once, and whatever does not hear its own notification (a pooler, a half-open
 * connection) is replaced at the next check. Until then events wait for the worker's poll.
 */
export function createListener(options: ListenOptions): Listener {
  const { url, onEvent, onNotice, onHearing, sql, log, name = "frescura listener" } = options;
  const pings = `frescura_ping_${randomBytes(6).toString("hex")}`;
  let client: Sql | undefined;
  let hears: boolean | undefined;
  let pong: (() => void) | undefined;

  async function open(): Promise<void> {
    client = connect(url, name, 1);
    await client.listen(pings, () => pong?.());
    const hear = (payload: string) => {
      onNotice?.(payload);
      if (isEvent(payload)) onEvent();
    };
    await client.listen(CHANNEL, hear, onEvent);
  }

  async function ping(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const heard = new Promise<boolean>((resolve) => {
      pong = () => resolve(true);
      timer = setTimeout(() => resolve(false), PONG_TIMEOUT_MS);
    });
    try {
      await notify(sql, pings, "");
      return await heard;
    } finally {
      clearTimeout(timer);
      pong = undefined;
    }
  }

  async function close(): Promise<void> {
    const open = client;
    client = undefined;
    await open?.end({ timeout: 0 }).catch(() => undefined);
  }

  return {
    async check() {
      let problem: unknown;
      try {
        if (!client) await open();
        if (!(await ping())) problem = new Error("a notification of our own was not heard");
      } catch (error) {
        problem = error;
      }
      if (problem) await close();
      const now = !problem;
      if (now === hears) return;
      hears = now;
      report(log, problem);
      onHearing?.(now);
    },
    stop: close,
  };
}

function report(log: Logger, problem: unknown): void {
  if (problem) {
    const cure = "Set DATABASE_URL_DIRECT to a direct connection.";
    log.warn({ err: problem }, `LISTEN does not work here, so events are polled for. ${cure}`);
  } else {
    log.info("listening for events");
  }
}

/** The channel also tells pages of refreshes; those ask for nothing. */
function isEvent(payload: string): boolean {
  return payload.startsWith('{"event"');
}
