const abort = new AbortController();

/** Aborts when the test run was told to end. */
export const interruption: AbortSignal = abort.signal;

/**
 * Lets the first Ctrl-C or SIGTERM end the runners, and the application after them in its turn; the exit code then
 * tells of it. A second one leaves at once.
 */
export function exitOnSignal(): void {
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (interruption.aborted) process.exit(130);
      abort.abort();
    });
  }
  process.on("exit", () => {
    if (interruption.aborted) process.exitCode = 130;
  });
}
