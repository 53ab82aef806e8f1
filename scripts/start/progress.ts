/** Seconds since a moment, for people. */
export function secondsSince(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

/** Prints one line per step when it ends: its name, what came of it and how long it took. */
export class Progress {
  readonly #write: (text: string) => void;
  readonly #total: number;
  #count = 0;

  constructor(total: number, write: (text: string) => void) {
    this.#total = total;
    this.#write = write;
  }

  /**
   * Runs a step; what it returns is printed. A failed step's line says so, and the error goes on.
   *
   * @param work hears a function that prints a line ahead of the end, for what takes long
   */
  async step(name: string, work: (ahead: (text: string) => void) => Promise<string>): Promise<void> {
    const startedAt = performance.now();
    this.#count += 1;
    const label = `[${this.#count}/${this.#total}] ${name.padEnd(12)}`;
    try {
      const result = await work((text) => this.#write(`${label} ${text}\n`));
      this.#write(`${label} ${result} (${secondsSince(startedAt)})\n`);
    } catch (error) {
      this.#write(`${label} failed (${secondsSince(startedAt)})\n`);
      throw error;
    }
  }
}
