import { DurationError } from "@/lib/duration";
import { EnvError } from "@/server/env";
import { ProblemError } from "@/server/problem";

/** How a command ends; every `--help` tells them. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** What was asked is wrong, or cannot be found: the message says what, and what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A failure as a person is told it, and the code to end with. */
export interface Failure {
  message: string;
  exit: number;
}

const INPUT_PROBLEMS = new Set(["bad_parameter", "bad_body", "unknown_view", "not_found"]);

/** Puts any error into words: what was wrong, and what to do about it. */
export function explain(error: unknown): Failure {
  if (error instanceof ProblemError) {
    return { message: error.message, exit: INPUT_PROBLEMS.has(error.code) ? EXIT.usage : EXIT.failed };
  }
  if (error instanceof UsageError || error instanceof DurationError || error instanceof EnvError) {
    return { message: error.message, exit: EXIT.usage };
  }
  // Thrown below server/, whose classes cannot be named here.
  if (error instanceof Error && error.name === "UnknownView") {
    return { message: `${error.message} See which there are with: views list`, exit: EXIT.usage };
  }
  if (error instanceof AggregateError && error.errors.length > 0) return explain(error.errors[0]);
  if (!(error instanceof Error)) return { message: String(error), exit: EXIT.failed };
  return { message: fromDatabase(error) ?? error.message, exit: EXIT.failed };
}

const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "CONNECT_TIMEOUT",
]);

/** Undefined for an error that does not come from the database or the way to it. */
function fromDatabase(error: Error): string | undefined {
  const { code, hint, address, port } = error as Error & Record<string, string | number | undefined>;
  if (typeof code !== "string") return undefined;
  if (UNREACHABLE.has(code)) {
    const where = address ? ` at ${address}:${port}` : "";
    return `The database${where} does not answer (${code}). Check --database-url or DATABASE_URL, and that the server runs.`;
  }
  if (code.startsWith("CONNECTION_")) {
    return `The connection to the database was lost (${code}). Run the command again.`;
  }
  if (!/^[0-9A-Z]{5}$/.test(code)) return undefined;
  if (isUnmigrated(code, error.message)) {
    return "The database has no Frescura in it, or an older one. Run: npm run -s frescura -- migrate";
  }
  return `The database says: ${error.message} (${code}).${hint ? ` ${hint}` : ""}`;
}

/** A table or function of ours is missing. */
function isUnmigrated(code: string, message: string): boolean {
  return ["42P01", "42883", "42703", "3F000"].includes(code) && /\bfrescura\b/.test(message);
}
