import type { Logger } from "@/server/log";

const RETRY_MS_MIN = 500;
const RETRY_MS_MAX = 30_000;

/** Work that runs once at a time, however often it is asked for. */
export interface SerialTask {
  /** Asks for a run: at once, or, while one is under way, for one more after it. */
  ring(): void;
  /** Starts nothing more, and waits for the run under way. */
  stop(): Promise<void>;
}

/**
 * Makes a task. A run that throws is tried again, later and later and never exactly in step with other
 * processes; what is asked for meanwhile waits with it.
 */
export function createSerialTask(name: string, work: () => Promise<unknown>, log: Logger): SerialTask {
  let wanted = false;
  let stopped = false;
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let failures = 0;

  async function run(): Promise<void> {
    while (wanted && !stopped) {
      wanted = false;
      try {
        await work();
        if (failures > 0) log.info({ task: name }, "working again");
        failures = 0;
      } catch (error) {
        const delay = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** failures++) * (0.5 + Math.random() / 2);
        // The first failure is news; the later ones of the same trouble are not.
        log[failures === 1 ? "error" : "debug"](
          { task: name, err: error, retry_ms: Math.round(delay) },
          "failed, and will be tried again",
        );
        if (!stopped) retry = setTimeout(resume, delay);
        return;
      }
    }
  }

  function start(): void {
    if (running || retry || stopped || !wanted) return;
    running = run().finally(() => {
      running = undefined;
      // Something may have rung between the last look and here.
      start();
    });
  }

  function resume(): void {
    retry = undefined;
    ring();
  }

  function ring(): void {
    wanted = true;
    start();
  }

  return {
    ring,
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await running;
    },
  };
}
