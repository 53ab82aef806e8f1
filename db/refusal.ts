/** Why the database refuses what was asked of it; `server/refusal.ts` says what each is to a caller. */
export type RefusalCode =
  | "unknown_view"
  | "no_such_view"
  | "no_such_source"
  | "bad_setting"
  | "bad_threshold"
  | "bad_expression"
  | "bad_receipt"
  | "taken"
  | "last_admin"
  | "schedule_taken"
  | "in_use"
  | "locked"
  | "untrackable"
  | "unmanageable"
  | "managed"
  | "incomparable"
  | "not_ours"
  | "no_pg_cron";

/** The database refuses what was asked; the message says why, and what to do about it. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  /**
   * @param code what kind of refusal it is
   * @param message why, in words that whoever asked may read
   * @param parameter the part of what was asked that is to blame, where one is
   */
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly parameter?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An error of PostgreSQL, as far as it is looked at here. */
interface DatabaseError {
  code?: string;
  message?: string;
  hint?: string;
  routine?: string;
  column_name?: string;
  constraint_name?: string;
}

/** Which errors of a statement are refusals: what they are by SQLSTATE, or undefined for what is broken. */
export type Refusals = (error: DatabaseError) => RefusalCode | undefined;

/** Those that our own functions raise: the same SQLSTATE from elsewhere means that something is broken. */
export const raised =
  (codes: Readonly<Record<string, RefusalCode>>): Refusals =>
  ({ code = "", routine }) =>
    routine === "exec_stmt_raise" ? codes[code] : undefined;

/**
 * Runs statements, and tells what of their errors is a refusal.
 *
 * @param refusals which are
 * @throws Refusal; any other error as it is
 */
export async function orRefuse<T>(refusals: Refusals, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // An error's properties do not all enumerate: named one by one.
    const { message = "", hint, column_name } = error as DatabaseError;
    const code = refusals(error as DatabaseError);
    if (!code) throw error;
    const words = `${message.charAt(0).toUpperCase()}${message.slice(1)}.${hint ? ` ${hint}` : ""}`;
    throw new Refusal(code, words, column_name, { cause: error });
  }
}
