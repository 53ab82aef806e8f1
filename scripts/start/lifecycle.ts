/** Thrown out of a step when a signal ended the start before it was done. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted");
  }
}

/** What runs, in the order it was started, and how to end it in the opposite order, once. */
export class Lifecycle {
  readonly #abort = new AbortController();
  readonly #stops: { name: string; stop: () => Promise<unknown> }[] = [];
  #current: Promise<unknown> = Promise.resolve();
  #ended: Promise<boolean> | undefined;

  /** Aborts when the end has come: for work that takes long, such as a build. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Does one piece of the start; the end waits for it, so that nothing comes up after everything went down. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.signal.aborted) throw new Interrupted();
    const running = work();
    this.#current = running.catch(() => undefined);
    return running;
  }

  /** Registers how to stop what was just started. */
  onEnd(name: string, stop: () => Promise<unknown>): void {
    this.#stops.push({ name, stop });
  }

  /**
   * Stops everything; one that fails does not keep the others up.
   *
   * @returns whether all of it stopped properly.
   */
  end(report: (name: string, error: unknown) => void): Promise<boolean> {
    this.#ended ??= this.#endAll(report);
    return this.#ended;
  }

  async #endAll(report: (name: string, error: unknown) => void): Promise<boolean> {
    this.#abort.abort();
    await this.#current;
    let clean = true;
    for (const { name, stop } of this.#stops.reverse()) {
      try {
        await stop();
      } catch (error) {
        clean = false;
        report(name, error);
      }
    }
    return clean;
  }
}
