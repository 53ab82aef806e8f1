import { hostname } from "node:os";
import type { Logger } from "@/server/log";
import { lookOnce, promiseNothing } from "@/server/upkeep/look";
import { onWake } from "@/server/wake";

/** After a look that failed, the database being away perhaps; doubled up to the longest pause. */
const RETRY_S_MIN = 5;
const RETRY_S_MAX = 300;
/** Longer than that a timer of Node does not wait; an early look does no harm. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** Waits for some seconds, or until the signal comes. */
export type Sleep = (seconds: number, signal: AbortSignal) => Promise<void>;

/** What a worker that sleeps needs. */
export interface SleeperOptions {
  log: Logger;
  url: string;
  /** Refreshes at the same time. */
  refreshMax?: number;
  /** How it waits; a timer. */
  sleep?: Sleep;
}

/** A worker that sleeps while nothing is due. */
export interface Sleeper {
  /** Finishes the look under way. */
  stop(): Promise<void>;
}

/**
 * Starts a worker for databases that sleep when idle: it does what is due, asks the database when something will be,
 * says so as its sign of life, and waits without a connection for that moment, or for `wakeWorker`. It does not listen:
 * a high-impact event that commits meanwhile is seen at the next look.
 */
export function startSleeper({ log, url, refreshMax, sleep = pause }: SleeperOptions): Sleeper {
  const name = `worker:${hostname()}:${process.pid}`;
  let stopped = false;
  let awakened = false;
  let failures = 0;
  let asleep: AbortController | undefined;

  const takeWake = () => {
    const was = awakened;
    awakened = false;
    return was;
  };
  const wake = () => {
    awakened = true;
    asleep?.abort();
  };

  async function wait(seconds: number, cause: string): Promise<void> {
    asleep = new AbortController();
    if (stopped || awakened) return;
    log.info({ seconds: Math.round(seconds), cause }, "asleep until something is due");
    await sleep(seconds, asleep.signal);
  }

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        const { seconds, cause } = await lookOnce({ url, name, refreshMax, log, takeWake });
        if (failures > 0) log.info("working again");
        failures = 0;
        await wait(seconds, cause);
      } catch (error) {
        const seconds = Math.min(RETRY_S_MAX, RETRY_S_MIN * 2 ** failures++) * (0.5 + Math.random() / 2);
        // The first failure is news; the later ones of the same trouble are not.
        log[failures === 1 ? "error" : "debug"]({ err: error }, "a look failed, and will be tried again");
        awakened = false;
        await wait(seconds, "failed");
      }
    }
    await promiseNothing({ url, name }).catch(() => undefined);
  }

  onWake(wake);
  log.info("the worker runs, and sleeps while nothing is due");
  const running = run();
  return {
    async stop() {
      stopped = true;
      onWake(null);
      asleep?.abort();
      await running;
    },
  };
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, Math.min(seconds * 1000, TIMER_MAX_MS));
    signal.addEventListener("abort", end, { once: true });
  });
}
