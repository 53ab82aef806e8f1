import { DurationError } from "@/lib/duration";
import { TargetError } from "@/lib/targets";
import { EnvError } from "@/server/env";
import { knownProblem, UNREACHABLE } from "@/server/failure";

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
  const problem = knownProblem(error);
  if (problem) {
    const next = problem.code === "unknown_view" ? " See which there are with: views list" : "";
    return {
      message: problem.message + next,
      exit: INPUT_PROBLEMS.has(problem.code) ? EXIT.usage : EXIT.failed,
    };
  }
  if (
    error instanceof UsageError ||
    error instanceof DurationError ||
    error instanceof TargetError ||
    error instanceof EnvError
  ) {
    return { message: error.message, exit: EXIT.usage };
  }
  if (error instanceof AggregateError && error.errors.length > 0) return explain(error.errors[0]);
  if (!(error instanceof Error)) return { message: String(error), exit: EXIT.failed };
  return { message: fromDatabase(error) ?? error.message, exit: EXIT.failed };
}

/** Undefined for an error that does not come from the database or the way to it. */
function fromDatabase(error: Error): string | undefined {
  const { code, hint, address, port, syscall } = error as Error & Record<string, string | number | undefined>;
  if (typeof code !== "string") return undefined;
  if (code.startsWith("CONNECTION_")) {
    return `The connection to the database was lost (${code}). Run the command again.`;
  }
  // A file may be missing, too.
  if (UNREACHABLE.has(code) && (code !== "ENOENT" || syscall === "connect")) {
    const where = address ? ` at ${address}:${port}` : "";
    return `The database${where} does not answer (${code}). Check --database-url or DATABASE_URL, and that the server runs.`;
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
