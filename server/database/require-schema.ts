import { knownMigrations } from "@/db/migrate";
import { migrationCount } from "@/db/queries/migrations";
import { db } from "@/server/db";

/** The database is of another version than this process; the message says what to do. */
export class SchemaError extends Error {}

/**
 * Refuses a database whose schema is not the one that this version knows, for processes that do not migrate.
 *
 * A database that does not answer is let pass: it may come back, and whoever asks it next waits for that.
 *
 * @throws SchemaError with what to do
 */
export async function requireSchema(): Promise<void> {
  const known = await knownMigrations();
  const applied = await migrationCount(db().sql).catch(() => known);
  if (applied === known) return;
  const counts = `The database has ${applied} migrations, this version knows ${known}`;
  throw new SchemaError(
    applied > known
      ? `${counts}: it is older than the schema. Install the newer version.`
      : `${counts}: the schema is older. Run: npm run -s frescura -- migrate`,
  );
}
