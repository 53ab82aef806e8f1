import type { Sql } from "../client";
import { MigrationError, StandbyError } from "./errors";
import { appliedMigrations, knownMigrations } from "./journal";

const VERSION_MIN = 150000;

/** @throws StandbyError on a standby */
export async function refuseStandby(client: Sql): Promise<void> {
  const [row] = await client`select pg_is_in_recovery() as standby`;
  if (row!.standby) {
    throw new StandbyError(
      "This database is a standby, which only its primary can change. Migrate the primary, or promote this one first.",
    );
  }
}

/** @throws MigrationError below PostgreSQL 15 */
export async function refuseOldServer(client: Sql): Promise<void> {
  const [row] = await client`
    select current_setting('server_version_num')::integer as version, current_setting('server_version') as name`;
  if (row!.version < VERSION_MIN) {
    throw new MigrationError(`Frescura needs PostgreSQL 15 or later; this server is ${row!.name}.`);
  }
}

/**
 * An old instance must not run over a schema it does not know.
 *
 * @throws MigrationError when the database has more migrations than this version
 */
export async function refuseNewerSchema(client: Sql): Promise<void> {
  const [known, applied] = await Promise.all([knownMigrations(), appliedMigrations(client)]);
  if (applied > known) {
    throw new MigrationError(
      `The database has ${applied} migrations, this version knows ${known}: it is older than the schema. Install the newer version.`,
    );
  }
}
