import { hostname } from "node:os";
import { createStandbyWatch } from "@/server/database/standby";
import { db as sharedDb } from "@/server/db";
import type { Env } from "@/server/env";
import { drainEvents, waitingViews } from "@/server/events/drain";
import { createListener } from "@/server/events/listen";
import { createPoll } from "@/server/events/poll";
import type { Logger } from "@/server/log";
import { type Driver, type Step, upkeepSteps } from "@/server/upkeep/steps";
import { createSerialTask, type SerialTask } from "./serial-task";
import { type Sleep, startSleeper } from "./sleeper";

const TICK_MS = 15_000;

/** A running loop. */
export interface Worker {
  /** Finishes the refreshes under way, then lets go of the database's notifications. */
  stop(): Promise<void>;
}

/** What the loop needs. */
export interface WorkerOptions {
  log: Logger;
  env: Pick<Env, "DATABASE_URL" | "DATABASE_URL_DIRECT"> &
    Partial<Pick<Env, "WORKER_IDLE" | "REFRESH_CONCURRENCY">>;
  /** Between looks at the schedules, 15 seconds. */
  tickMs?: number;
  /** How one that sleeps while nothing is due waits; a timer. */
  sleep?: Sleep;
}

const store = globalThis as typeof globalThis & { __frescuraWorker?: Worker };

/**
 * Starts the loop of this process, or returns the one that runs: events are drained the moment they commit, and
 * every 15 seconds the steps of upkeep are gone through, of which running what is due is one, and events looked for
 * (each second where writers may not tell of them). It outlives the database: what fails is tried again, and the next
 * tick catches up. With WORKER_IDLE=sleep it is one that sleeps meanwhile.
 *
 * @throws Error when no database is set
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  if (store.__frescuraWorker) return store.__frescuraWorker;
  const { DATABASE_URL, DATABASE_URL_DIRECT, WORKER_IDLE, REFRESH_CONCURRENCY } = options.env;
  const url = DATABASE_URL_DIRECT ?? DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: the worker has no database.");
  const { log, sleep } = options;
  const begun =
    WORKER_IDLE === "sleep"
      ? startSleeper({ log, url: DATABASE_URL ?? url, refreshMax: REFRESH_CONCURRENCY, sleep })
      : startLoop(url, options);
  let stopping: Promise<void> | undefined;
  const worker: Worker = {
    stop() {
      stopping ??= begun.stop().then(() => {
        if (store.__frescuraWorker === worker) store.__frescuraWorker = undefined;
        log.info("the worker has stopped");
      });
      return stopping;
    },
  };
  store.__frescuraWorker = worker;
  return worker;
}

/** @param url where to listen */
function startLoop(url: string, { log, tickMs = TICK_MS }: WorkerOptions): Worker {
  const db = sharedDb();

  // A task per view: a long refresh of one must not hold up the events of another.
  const drains = new Map<string, SerialTask>();
  const drain = (view: string) => {
    const work = () => drainEvents({ view, triggeredBy: "worker:listen", untriedOnly: true });
    if (!drains.has(view)) drains.set(view, createSerialTask(`drain ${view}`, work, log));
    drains.get(view)!.ring();
  };
  const look = createSerialTask(
    "look",
    async () => (await waitingViews({ untriedOnly: true })).forEach(drain),
    log,
  );

  const listener = createListener({ url, sql: db.sql, onEvent: look.ring, log });
  const listen = createSerialTask("listen", listener.check, log);
  const events = createPoll({ sql: db.sql, look: look.ring });
  const poll = createSerialTask("poll", events.check, log);
  const driver: Driver = {
    name: `worker:${hostname()}:${process.pid}`,
    kind: "worker",
    label: "worker",
    steady: true,
    db,
    log,
  };
  // A task per step that takes its time: a long refresh must not keep alerts from being told.
  const steps: SerialTask[] = [];
  const upkeep = createSerialTask(
    "upkeep",
    async () => {
      if (steps.length === 0) steps.push(...stepTasks(await upkeepSteps(driver), log));
      for (const step of steps) step.ring();
    },
    log,
  );

  const tasks = [listen, poll, look, upkeep];
  const ringAll = () => {
    for (const task of tasks) task.ring();
  };
  const watch = createStandbyWatch({ sql: db.sql, log, onPrimary: ringAll });
  const role = createSerialTask("role", watch.check, log);
  const tick = () => {
    role.ring();
    if (watch.isPrimary()) ringAll();
    // On the beat of the clock, so that a slot is met within moments of its minute.
    timer = setTimeout(tick, tickMs - (Date.now() % tickMs));
  };
  let timer: NodeJS.Timeout | undefined;
  tick();
  log.info("the worker runs");

  async function stop(): Promise<void> {
    clearTimeout(timer);
    // The looking first, since it wakes the drains.
    events.stop();
    await role.stop();
    await Promise.all(tasks.map((task) => task.stop()));
    await Promise.all(steps.map((step) => step.stop()));
    await Promise.all([...drains.values()].map((task) => task.stop()));
    await listener.stop();
  }
  return { stop };
}

/** The quick steps in one task, in their order; each of the others in its own. */
function stepTasks(steps: readonly Step[], log: Logger): SerialTask[] {
  const quick = steps.filter((step) => step.quick);
  const others = steps.filter((step) => !step.quick);
  return [
    createSerialTask("quick steps", () => runAll(quick), log),
    ...others.map(({ name, run }) => createSerialTask(name, run, log)),
  ];
}

/** One that fails does not keep those after it from being done. */
async function runAll(steps: readonly Step[]): Promise<void> {
  const errors: unknown[] = [];
  for (const { run } of steps) await run().catch((error) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
