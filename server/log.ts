import pino, { type DestinationStream, type Logger } from "pino";
import { prettyFactory } from "pino-pretty";
import { visible } from "@/lib/format/visible";
import { env } from "@/server/env";

export type { Logger } from "pino";

const SECRET_KEYS = ["authorization", "cookie", "set-cookie", "password", "token", "secret"];

// pino's wildcards stand for exactly one level each: the shapes logged here are at most three deep.
const REDACTED = SECRET_KEYS.flatMap((key) =>
  ["", "*.", "*.*."].map((at) => `${at}["${key}"]`.replace(".[", "[")),
);

const pretty = prettyFactory({ translateTime: "SYS:HH:MM:ss", singleLine: true });

/** One line of the log as a person reads it; what is not JSON stays as it is. Nothing in it moves the terminal. */
export function humanLine(line: string): string {
  try {
    // Only a stack has lines.
    return pretty(
      JSON.parse(line, (key, value) =>
        typeof value === "string" ? visible(value, key === "stack" ? "\n" : "") : value,
      ),
    );
  } catch {
    return pretty(visible(line, "\n"));
  }
}

// Written at once, not through a stream: the last words before an exit are the ones that matter.
const terminal: DestinationStream = { write: (line) => void process.stdout.write(humanLine(line)) };

const store = globalThis as typeof globalThis & { __frescuraLog?: Logger };

/** Makes a logger that never writes credentials; `destination` is for tests. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    redact: { paths: REDACTED, censor: "[redacted]" },
    serializers: { err: withoutRows },
  };
  return pino(options, destination ?? (process.stdout.isTTY ? terminal : pino.destination(1)));
}

/** An error without what can quote a customer's row: PostgreSQL's DETAIL and CONTEXT, the query and its parameters. */
function withoutRows(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { detail, where, query, parameters, args, internal_query, ...rest } = pino.stdSerializers.err(error);
  return rest;
}

/** The process's logger: JSON lines, or short readable ones when a person watches the terminal. */
export function logger(): Logger {
  store.__frescuraLog ??= createLogger(env().LOG_LEVEL);
  return store.__frescuraLog;
}
