import { randomUUID } from "node:crypto";
import { Refusal } from "@/db/refusal";
import { logger } from "@/server/log";
import { ProblemError } from "@/server/problem";
import { refusalProblem } from "@/server/refusal";

/** Codes of postgres.js and Node that mean that the server cannot be reached. */
export const UNREACHABLE: ReadonlySet<string> = new Set([
  ...["CONNECTION_CLOSED", "CONNECTION_DESTROYED", "CONNECTION_ENDED", "CONNECT_TIMEOUT"],
  ...[
    "ECONNREFUSED",
    "ECONNRESET",
    "EPIPE",
    "ETIMEDOUT",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
  ],
  // Socket of a server on the same host that does not run.
  "ENOENT",
]);

/** SQLSTATE classes of a server that is there but cannot serve: connection, resources, shutdown. */
const NOT_SERVING = /^(08|53|57P0)/;

/** SQLSTATE of a write that a standby, or a database set to read-only, refuses. */
const READ_ONLY = "25006";

/** SQLSTATE of text that the encoding of the database cannot hold. */
const UNTRANSLATABLE = "22P05";

const RETRY_SECONDS = 5;

/**
 * What a caller may know of any error: its own words for ours, nothing but a reference for the rest, which is
 * logged.
 */
export function toProblem(error: unknown): ProblemError {
  const known = knownProblem(error);
  if (known) return known;
  const reference = randomUUID();
  const code = codeOf(error);
  logger().error(
    { reference, err: error instanceof Error ? error : { message: String(error) } },
    "a request failed",
  );
  const unavailable = whyUnavailable(code);
  if (unavailable) {
    return new ProblemError("database_unavailable", unavailable, { retry_after: RETRY_SECONDS, reference });
  }
  return new ProblemError("internal", `The log of the server has the cause under ${reference}.`, {
    reference,
  });
}

/** A problem that was thrown as one, or a refusal of the database; undefined for anything else. */
export function knownProblem(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  if (error instanceof Refusal) return refusalProblem(error);
  const encoding =
    codeOf(error) === UNTRANSLATABLE && /encoding "(\w+)"[^"]*$/.exec((error as Error).message);
  if (encoding) {
    const says = `The database is encoded in ${encoding[1]}, which has no sign for a character of this text.`;
    return new ProblemError("bad_parameter", `${says} Write it with others.`);
  }
}

function whyUnavailable(code: string): string | undefined {
  if (code === READ_ONLY) {
    return "The database takes no writes at the moment: it is a standby, or set to read-only.";
  }
  if (UNREACHABLE.has(code) || NOT_SERVING.test(code)) {
    return "The database does not answer. Try again in a moment.";
  }
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}
