import type { DestinationStream } from "pino";

const LEVEL_NAMES: Readonly<Record<number, string>> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};

/** Turns pino's JSON lines into `17:04:31 info  message key=value` for a person at a terminal. */
export function humanLines(out: { write(text: string): unknown }): DestinationStream {
  return { write: (line) => void out.write(`${humanLine(line)}\n`) };
}

/** One JSON log line as a person reads it; a line that is not JSON stays as it is. */
export function humanLine(line: string): string {
  let record: Record<string, unknown>;
  try {
    record = JSON.parse(line);
  } catch {
    return line.trimEnd();
  }
  const { level, time, msg, err, ...rest } = record;
  const clock = new Date(Number(time)).toTimeString().slice(0, 8);
  const fields = Object.entries(rest).map(([key, value]) => `${key}=${plain(value)}`);
  const error = err as { message?: string; stack?: string } | undefined;
  const head = [clock, (LEVEL_NAMES[Number(level)] ?? "info").padEnd(5), msg, ...fields]
    .filter(Boolean)
    .join(" ");
  return error ? `${head}\n  ${(error.stack ?? error.message ?? "").replaceAll("\n", "\n  ")}` : head;
}

function plain(value: unknown): string {
  return typeof value === "string" && !value.includes(" ") ? value : JSON.stringify(value);
}
