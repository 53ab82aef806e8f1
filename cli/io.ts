import { AsyncLocalStorage } from "node:async_hooks";

/** Where a command reads and writes, and leaves its exit code: the process itself, or what a test gives it. */
export type Io = Pick<NodeJS.Process, "stdin" | "stdout" | "stderr" | "exitCode">;

const current = new AsyncLocalStorage<Io>();

/** Has all that happens in some work read and write there. */
export function inIo<T>(io: Io, work: () => Promise<T>): Promise<T> {
  return current.run(io, work);
}

/** Where the command that runs reads and writes. */
export function io(): Io {
  return current.getStore() ?? process;
}
