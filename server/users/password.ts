import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { ProblemError } from "@/server/problem";

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes at the same time. Each takes 19 MiB and a thread that files and name look-ups need as well. */
const AT_ONCE = 2;

/** As many may wait for theirs: at half a second for twenty, the last has waited for some seconds. */
const PLACES = 64;
const store = globalThis as typeof globalThis & { __frescuraPlaces?: number };

/**
 * Takes a place in the queue before the hash for as long as something is done.
 *
 * @throws ProblemError busy where all are taken
 */
export async function queued<T>(work: () => Promise<T>): Promise<T> {
  const taken = store.__frescuraPlaces ?? 0;
  if (taken >= PLACES) {
    throw new ProblemError("busy", "Too many sign in at this moment. Try again.", { retry_after: 3 });
  }
  store.__frescuraPlaces = taken + 1;
  try {
    return await work();
  } finally {
    store.__frescuraPlaces! -= 1;
  }
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** The argon2id hash of a password, with its salt and parameters. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, PARAMETERS));
}

/** Whether a password is the one that was hashed. */
export function checkPassword(hashed: string, password: string): Promise<boolean> {
  return inTurn(() => verify(hashed, password));
}

let dummy: Promise<string> | undefined;

/** A hash to check against where there is no account, so that the time taken does not tell. */
export function dummyHash(): Promise<string> {
  dummy ??= hashPassword("nobody has this password");
  return dummy;
}

/** A password that nobody guesses: 144 random bits. */
export function makePassword(): string {
  return randomBytes(18).toString("base64url");
}
