import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const here = path.dirname(fileURLToPath(import.meta.url));
const migrationsFolder = path.join(here, "..", "drizzle");

/** Functions first, since all call them; triggers last: live views take their comments from the views. */
const FOLDERS = ["functions", "views", "comments", "triggers"] as const;
const LOCK_KEY = 1179796819;
const VERSION_MIN = 150000;

/** The database cannot be brought to this version; the message says why and what to do. */
export class MigrationError extends Error {}

/** The database is a standby: it can be read, and nothing else. */
export class StandbyError extends MigrationError {}

/**
 * Brings a database to this version: numbered migrations first, then every object under db/sql. Safe to run
 * from several processes at once, and again.
 *
 * @param databaseUrl where to; through a pooler is fine
 * @throws StandbyError on a standby
 * @throws MigrationError when the server is too old, or the schema is newer than this version
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const open = () =>
    postgres(databaseUrl, {
      max: 1,
      onnotice: () => {},
      connection: { application_name: "frescura migrate" },
    });
  const [client, keeper] = [open(), open()];
  try {
    await alone(keeper, async () => {
      await refuseStandby(client);
      await refuseOldServer(client);
      await refuseNewerSchema(client);
      await despiteDeadlock(() => runMigrations(drizzle(client), { migrationsFolder }));
      await despiteDeadlock(() => applyObjects(client));
    });
  } finally {
    await Promise.all([client.end({ timeout: 5 }), keeper.end({ timeout: 5 })]);
  }
}

/**
 * Does the work while no other process does so. The lock belongs to a transaction, since a pooler would hand a
 * session that still holds one to somebody else.
 */
async function alone(keeper: postgres.Sql, work: () => Promise<void>): Promise<void> {
  await keeper.begin(async (tx) => {
    // Idle for as long as the work takes.
    await tx`set local idle_in_transaction_session_timeout = 0`;
    await tx`select pg_advisory_xact_lock(${LOCK_KEY}, 0)`;
    await work();
  });
}

/**
 * Runs one transaction, again where it lost a deadlock against an instance that goes on working meanwhile: nothing of
 * it stands then.
 */
async function despiteDeadlock(work: () => Promise<void>, triesLeft = 5): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code, cause } = error as { code?: string; cause?: { code?: string } };
    if (triesLeft <= 1 || (code ?? cause?.code) !== "40P01") throw error;
    await despiteDeadlock(work, triesLeft - 1);
  }
}

async function refuseStandby(client: postgres.Sql) {
  const [row] = await client`select pg_is_in_recovery() as standby`;
  if (row!.standby) {
    throw new StandbyError(
      "This database is a standby, which only its primary can change. Migrate the primary, or promote this one first.",
    );
  }
}

async function refuseOldServer(client: postgres.Sql) {
  const [row] =
    await client`select current_setting('server_version_num')::integer as version, current_setting('server_version') as name`;
  if (row!.version < VERSION_MIN) {
    throw new MigrationError(`Frescura needs PostgreSQL 15 or later; this server is ${row!.name}.`);
  }
}

/** An old instance must not run over a schema it does not know. */
async function refuseNewerSchema(client: postgres.Sql) {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table!.name) return;
  const known = await knownMigrations();
  const [applied] = await client`select count(*)::integer as count from drizzle.__drizzle_migrations`;
  if (applied!.count > known) {
    throw new MigrationError(
      `The database has ${applied!.count} migrations, this version knows ${known}: it is older than the schema. Install the newer version.`,
    );
  }
}

/** How many migrations this version has. */
export async function knownMigrations(): Promise<number> {
  const journal = await readFile(path.join(migrationsFolder, "meta", "_journal.json"), "utf8");
  return JSON.parse(journal).entries.length;
}

async function applyObjects(client: postgres.Sql) {
  const statements: string[] = [];
  for (const folder of FOLDERS) {
    const dir = path.join(here, "sql", folder);
    for (const file of (await readdir(dir)).filter((name) => name.endsWith(".sql")).sort()) {
      statements.push(await readFile(path.join(dir, file), "utf8"));
    }
  }
  await client.begin(async (tx) => {
    // Files are in the order of their names, not of who calls whom.
    await tx`set local check_function_bodies = off`;
    for (const statement of statements) await tx.unsafe(statement);
  });
}
