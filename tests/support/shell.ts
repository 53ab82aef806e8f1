import { VARIABLES } from "@/server/env";

const OURS = [...Object.keys(VARIABLES.shape), "DEBUG"];
/** What the product keeps per process: its settings as it read them, its connections. */
const KEPT = /^__frescura/;

/** Does some work as a process would that a shell with these variables, and no other of ours, has started. */
export async function atShell<T>(env: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  const variables = OURS.map((name) => [name, process.env[name]] as const);
  const kept = takeKept();
  setVariables(OURS.map((name) => [name, env[name]] as const));
  try {
    return await work();
  } finally {
    takeKept();
    Object.assign(globalThis, kept);
    setVariables(variables);
  }
}

/** Has the product forget what it keeps per process; gives that, to put it back. */
export function takeKept(): Record<string, unknown> {
  const store = globalThis as Record<string, unknown>;
  const names = Object.keys(store).filter((name) => KEPT.test(name));
  const kept = Object.fromEntries(names.map((name) => [name, store[name]]));
  for (const name of names) delete store[name];
  return kept;
}

/** Sets variables of this process, and unsets those without a value. */
export function setVariables(variables: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
