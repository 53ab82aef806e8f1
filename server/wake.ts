const store = globalThis as typeof globalThis & { __frescuraWake?: () => void };

/**
 * Names what is to be done when the application has changed something: a worker in this process that sleeps looks again.
 * Kept on `globalThis` because Next and the worker each load their own copy of this module into one process.
 *
 * @param wake called often, and not waited for; null: nothing any more
 */
export function onWake(wake: (() => void) | null): void {
  store.__frescuraWake = wake ?? undefined;
}

/** Wakes the worker of this process, if one sleeps here: what it waits for may have changed. */
export function wakeWorker(): void {
  store.__frescuraWake?.();
}
