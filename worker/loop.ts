import { hostname } from "node:os";
import { checkAlerts } from "@/server/alerts/check";
import { deliverNotifications } from "@/server/alerts/deliver";
import { createStandbyWatch } from "@/server/database/standby";
import { db as sharedDb } from "@/server/db";
import type { Env } from "@/server/env";
import { drainEvents, waitingViews } from "@/server/events/drain";
import { createListener } from "@/server/events/listen";
import { pruneLedgers } from "@/server/ledger/prune";
import type { Logger } from "@/server/log";
import { pruneLog } from "@/server/log/prune";
import { reap } from "@/server/refresh/reap";
import { runDue } from "@/server/schedules/run-due";
import { runRetries } from "@/server/schedules/run-retries";
import { driverSeen } from "@/server/schedules/seen";
import { createLane, type Lane } from "./lane";

const TICK_MS = 15_000;

/** A running loop. */
export interface Worker {
  /** Finishes the refreshes under way, then lets go of the database's notifications. */
  stop(): Promise<void>;
}

/** What the loop needs. */
export interface WorkerOptions {
  log: Logger;
  env: Pick<Env, "DATABASE_URL" | "DATABASE_URL_DIRECT">;
  /** Between looks at the schedules, 15 seconds. */
  tickMs?: number;
}

const store = globalThis as typeof globalThis & { __frescuraWorker?: Worker };

/**
 * Starts the loop of this process, or returns the one that runs: events are drained the moment they commit, and
 * every 15 seconds whatever is due runs or is tried again, dead attempts are reaped, alerts judged and told, log and
 * ledgers pruned and events looked for. It outlives the database: what fails is tried again, and the next tick
 * catches up.
 *
 * @throws Error when no database is set
 */
export async function startWorker({ log, env, tickMs = TICK_MS }: WorkerOptions): Promise<Worker> {
  if (store.__frescuraWorker) return store.__frescuraWorker;
  const url = env.DATABASE_URL_DIRECT ?? env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: the worker has no database.");
  const db = sharedDb();

  // A lane per view: a long refresh of one must not hold up the events of another.
  const drains = new Map<string, Lane>();
  const drain = (view: string) => {
    const work = () => drainEvents({ view, triggeredBy: "worker:listen", untriedOnly: true });
    if (!drains.has(view)) drains.set(view, createLane(`drain ${view}`, work, log));
    drains.get(view)!.ring();
  };
  const look = createLane(
    "look",
    async () => (await waitingViews({ untriedOnly: true })).forEach(drain),
    log,
  );

  const listener = createListener({ url, sql: db.sql, onEvent: look.ring, log });
  const listen = createLane("listen", listener.check, log);
  const schedules = createLane("schedules", () => runDue({ driver: "worker", log }), log);
  const retries = createLane("retries", () => runRetries({ driver: "worker", log }), log);
  const reaper = createLane("reaper", () => reap(), log);
  const alerts = createLane("alerts", judge, log);
  const outbox = createLane("outbox", () => deliverNotifications({ log }), log);
  const pruner = createLane("pruner", prune, log);

  const lanes = [listen, look, reaper, schedules, retries, alerts, outbox, pruner];
  const ringAll = () => {
    for (const lane of lanes) lane.ring();
  };
  const watch = createStandbyWatch({ sql: db.sql, log, onPrimary: ringAll });
  const role = createLane("role", watch.check, log);
  const tick = () => {
    role.ring();
    if (watch.isPrimary()) ringAll();
    // On the beat of the clock, so that a slot is met within moments of its minute.
    timer = setTimeout(tick, tickMs - (Date.now() % tickMs));
  };
  let timer: NodeJS.Timeout | undefined;
  tick();
  log.info("the worker runs");

  const stop = async () => {
    clearTimeout(timer);
    // The looking first, since it wakes the drains.
    await role.stop();
    await Promise.all(lanes.map((lane) => lane.stop()));
    await Promise.all([...drains.values()].map((lane) => lane.stop()));
    await listener.stop();
    if (store.__frescuraWorker === worker) store.__frescuraWorker = undefined;
    log.info("the worker has stopped");
  };
  let stopping: Promise<void> | undefined;
  const worker: Worker = {
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
  store.__frescuraWorker = worker;
  return worker;
}

/** Judged first: a time without any driver would otherwise end unseen with the first that comes back. */
async function judge(): Promise<void> {
  await checkAlerts();
  await driverSeen(`worker:${hostname()}:${process.pid}`, "worker");
}

async function prune(): Promise<void> {
  await pruneLedgers();
  await pruneLog();
}
