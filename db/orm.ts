import { DrizzleQueryError } from "drizzle-orm";
import { PgDatabase, PgDialect } from "drizzle-orm/pg-core";
import { type PostgresJsQueryResultHKT, PostgresJsSession } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import type { Executor } from "./client";

/** Drizzle, over a pool or an open transaction. */
export type Orm = PgDatabase<PostgresJsQueryResultHKT>;

const dialect = new PgDialect();

/**
 * Drizzle over the way to the database that everything else goes, a transaction too, so that tables and SQL functions
 * meet in one. Not by `drizzle()`: that would make its client read moments as text and write JSON unquoted, for all who
 * share it, and takes no transaction of postgres.js. The columns of `schema/` read what this client gives.
 */
export function orm(executor: Executor): Orm {
  return new PgDatabase(dialect, new Session(executor), undefined);
}

class Session extends PostgresJsSession<Sql, Record<string, never>, Record<string, never>> {
  constructor(executor: Executor) {
    // Of a client it asks for `unsafe`, which a transaction has as well.
    super(executor as unknown as Sql, dialect, undefined);
  }

  /** Drizzle's own error quotes the parameters, such as the hash of a password: out goes the driver's, as elsewhere. */
  override prepareQuery: PostgresJsSession<
    Sql,
    Record<string, never>,
    Record<string, never>
  >["prepareQuery"] = (...given) => {
    const query = super.prepareQuery(...given);
    const execute = query.execute.bind(query);
    query.execute = (values) =>
      execute(values).catch((error) => {
        throw error instanceof DrizzleQueryError ? error.cause : error;
      });
    return query as never;
  };
}
