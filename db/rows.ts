import type { z } from "zod";

/** What the database gave is not what we take it for: a defect of ours, or of whoever changed a function. */
export class UnexpectedRow extends Error {
  override readonly name = "UnexpectedRow";
}

/** A query of postgres.js, not yet sent. */
type Query = PromiseLike<readonly object[]>;

/**
 * The rows of a query, checked once, here where they enter. Moments become ISO strings in UTC, as the API hands them
 * out. In production too: a thousand attempts of the log, the most that one answer holds, take 15 ms of a processor.
 *
 * @param schema of one row; columns that it does not name are left out
 * @throws UnexpectedRow naming the columns that are something else, never their values
 */
export async function many<S extends z.ZodType>(schema: S, query: Query): Promise<z.output<S>[]> {
  return (await query).map((row) => checked(schema, isoTimestamps(row)));
}

/** The first row of a query, or undefined where there is none; see `many`. */
export async function first<S extends z.ZodType>(schema: S, query: Query): Promise<z.output<S> | undefined> {
  const [row] = await query;
  return row && checked(schema, isoTimestamps(row));
}

/** The row of a query that always gives one; see `many`. */
export async function one<S extends z.ZodType>(schema: S, query: Query): Promise<z.output<S>> {
  const [row] = await query;
  if (!row) throw new UnexpectedRow("no row, where there is always one");
  return checked(schema, isoTimestamps(row));
}

/** The one value of a query that always gives one row of one column, such as a call of a function; see `many`. */
export async function value<S extends z.ZodType>(schema: S, query: Query): Promise<z.output<S>> {
  const [row] = await query;
  if (!row) throw new UnexpectedRow("no row, where there is always one");
  return checked(schema, Object.values(isoTimestamps(row))[0]);
}

function checked<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const issues = error.issues.map(({ path, message }) => `${path.join(".") || "value"}: ${message}`);
  throw new UnexpectedRow(`the database gave an unexpected row: ${issues.join("; ")}`);
}

function isoTimestamps(row: object): Record<string, unknown> {
  const entries = Object.entries(row).map(([key, value]) => [
    key,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Object.fromEntries(entries);
}
