/** An error in words: what went wrong, and what was behind it. A stack only where debugging was asked for. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env.LOG_LEVEL === "debug" || process.env.LOG_LEVEL === "trace")
    return error.stack ?? error.message;
  // Connecting to a name with two addresses fails with a nameless bundle of errors.
  const inner = error instanceof AggregateError ? error.errors.map(explain) : [];
  const cause = error.cause === undefined ? [] : [explain(error.cause)];
  return [error.message, ...inner, ...cause].filter(Boolean).join(": ") || error.name;
}
