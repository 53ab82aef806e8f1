/**
 * What a session of ours needs, whatever a DBA has set for database or role. Sent as it opens and not by SET, so that
 * behind a pooler nobody else inherits it.
 */
export type Pins = Readonly<Record<string, string>>;

/**
 * How transactions run. No limit of time comes from outside: where we want one, the statement before says so. That a
 * database takes no writes is no default to overrule: hosts set it so when the disk is full.
 */
const TRANSACTIONS: Pins = {
  default_transaction_isolation: "read committed",
  default_transaction_deferrable: "off",
  statement_timeout: "0",
  lock_timeout: "0",
  idle_session_timeout: "0",
};

/** How values are written, which PgBouncer keeps for each of its clients. */
const KEPT_BY_POOLERS: Pins = { DateStyle: "ISO, MDY", standard_conforming_strings: "on" };

/** How values and names are written and read. */
const FORMS: Pins = {
  IntervalStyle: "postgres",
  extra_float_digits: "1",
  bytea_output: "hex",
  quote_all_identifiers: "off",
  transform_null_equals: "off",
  array_nulls: "on",
  xmloption: "content",
  check_function_bodies: "on",
  row_security: "on",
};

/**
 * Sessions that fill views. Not the time zone, here or elsewhere: a day of a view ends as its database says. Nor the
 * search_path, by which functions of a view may find their tables, as when somebody refreshes it by hand.
 */
export const FILLING_PINS: Pins = { ...KEPT_BY_POOLERS, ...FORMS, ...TRANSACTIONS };

/** Sessions of ours in general. */
export const PINS: Pins = { ...FILLING_PINS, search_path: "public" };

/** Transactions by a pooler that refuses pins: these travel with each. */
export const TRANSACTION_MODE = "isolation level read committed";

/** Of pins, those that any pooler takes. */
export function pinsBy(pins: Pins): Pins {
  return Object.fromEntries(Object.entries(pins).filter(([name]) => name in KEPT_BY_POOLERS));
}

/** The parameter that a pooler names which knows only some of them; PostgreSQL itself knows all of ours. */
const refusedBy = ({ message }: { message: string }) =>
  /unsupported startup parameter: (\w+)/i.exec(message)?.[1];

/** What postgres.js sends as a connection opens, and whom it asks when that is refused (see patches/). */
interface Opening {
  connection: Record<string, unknown>;
  refused?: (error: { message: string }) => boolean;
}

/**
 * Lets a client go on with fewer pins where a pooler refuses them; of these the doctor tells whether they matter.
 *
 * @param opening the options of a client, which it asks at each connection
 */
export function unpinWhereRefused(opening: unknown): void {
  const { connection } = opening as Opening;
  (opening as Opening).refused = (error) => {
    const refused = Object.keys(PINS).filter((name) => !(name in KEPT_BY_POOLERS));
    if (!refused.includes(refusedBy(error) ?? "")) return false;
    // Others that opened at the same time are refused too, when these are gone already.
    for (const name of refused) delete connection[name];
    return true;
  };
}
