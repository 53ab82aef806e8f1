import { connect, type Sql, type Transaction } from "./client";
import { MigrationError } from "./migrate/errors";
import { applyFacade, leaveFacadeOut } from "./migrate/facade";
import { refuseNewerSchema, refuseOldServer, refuseStandby } from "./migrate/guards";
import { applyMigrations } from "./migrate/journal";
import { applyObjects, dropFunctions, renewCapture } from "./migrate/objects";
import { finishUpgrade, planUpgrade, upgrade } from "./migrate/upgrade";

export { MigrationError, StandbyError } from "./migrate/errors";
export { knownMigrations } from "./migrate/journal";

const LOCK_KEY = 1179796819;

/** How to migrate. */
export interface MigrateOptions {
  /** Only says what would be done; nothing is changed. */
  dryRun?: boolean;
  /** Told, line by line, what moves and what is left out, before it is done. */
  say?: (line: string) => void;
  /** False leaves the names of the contract out of schema `public`, now and whenever it is migrated again. */
  facade?: boolean;
  /** How long to wait for another process that migrates; ten minutes. */
  waitSeconds?: number;
  /** What else belongs into the same transaction. */
  last?: (tx: Transaction) => Promise<void>;
}

/**
 * Brings a database to this version, in one transaction: an installation of the earlier layout is moved first, then
 * come the numbered migrations, then every object under db/sql. Safe to run from several processes at once, and again.
 *
 * @param databaseUrl where to; through a pooler is fine
 * @param last done in the same transaction, once all else is
 * @throws StandbyError on a standby
 * @throws MigrationError when the server is too old, the schema is newer than this version, or another session has kept
 *   this one waiting for too long
 */
export async function migrate(databaseUrl: string, options: MigrateOptions = {}): Promise<void> {
  const { dryRun = false, facade = true, waitSeconds = 600, say = () => {}, last = async () => {} } = options;
  const open = () => connect(databaseUrl, "frescura migrate", 1);
  const [client, keeper] = [open(), open()];
  try {
    await refuseStandby(client);
    await alone(keeper, waitSeconds, async () => {
      await refuseOldServer(client);
      await refuseNewerSchema(client);
      for (const line of await planUpgrade(client)) say(line);
      if (dryRun) return;
      await despiteDeadlock(() =>
        client.begin(async (tx) => {
          await bring(tx, { facade, say });
          await last(tx);
        }),
      );
    });
  } finally {
    await Promise.all([client.end({ timeout: 5 }), keeper.end({ timeout: 5 })]);
  }
}

async function bring(
  tx: Transaction,
  { facade, say }: { facade: boolean; say: (line: string) => void },
): Promise<void> {
  const moved = await upgrade(tx);
  await applyMigrations(tx);
  const stale = await applyObjects(tx);
  if (!facade) await leaveFacadeOut(tx);
  await applyFacade(tx, say);
  await renewCapture(tx);
  if (moved) await finishUpgrade(tx);
  await dropFunctions(tx, stale);
}

/**
 * Does the work while no other process does so. The lock belongs to a transaction, since a pooler would hand a
 * session that still holds one to somebody else.
 *
 * @throws MigrationError when another process has it for too long
 */
async function alone(keeper: Sql, waitSeconds: number, work: () => Promise<void>): Promise<void> {
  let locked = false;
  try {
    await keeper.begin(async (tx) => {
      // Idle for as long as the work takes.
      await tx`set local idle_in_transaction_session_timeout = 0`;
      await tx`select set_config('lock_timeout', ${`${waitSeconds}s`}, true)`;
      await lockMigration(tx);
      locked = true;
      await work();
    });
  } catch (error) {
    if (locked || (error as { code?: string }).code !== "55P03") throw error;
    throw new MigrationError(
      `Another session has kept this one from migrating for ${waitSeconds} seconds: ${await namesMigrating(keeper)}. ` +
        "Wait for it, or end it, and try again.",
    );
  }
}

/**
 * A row of ours, which nobody can lock who may only connect; where there is none yet, a number that all know of. Who
 * waited for that finds the row afterwards, for which those wait that came later.
 */
async function lockMigration(tx: Transaction): Promise<void> {
  if (await lockRow(tx)) return;
  await tx`select pg_advisory_xact_lock(${LOCK_KEY}, 0)`;
  await lockRow(tx);
}

async function lockRow(tx: Transaction): Promise<boolean> {
  const [locks] = await tx`select to_regclass('frescura.locks') is not null as made`;
  if (locks!.made) await tx`select from frescura.locks where id = frescura.lock_of('migration') for update`;
  return locks!.made;
}

async function namesMigrating(sql: Sql): Promise<string> {
  const [row] = await sql`
    select coalesce(string_agg(distinct format('pid %s (%s%s)', a.pid, a.usename,
                                               coalesce(', ' || nullif(a.application_name, ''), '')), ', '),
                    'one that has ended since') as names
      from pg_locks k join pg_stat_activity a on a.pid = k.pid and a.pid <> pg_backend_pid()
     where k.granted and k.database = (select oid from pg_database where datname = current_database())
       and ((k.locktype = 'advisory' and k.classid = ${LOCK_KEY} and k.objid = 0)
            or (k.locktype = 'relation' and k.relation = to_regclass('frescura.locks') and k.mode = 'RowShareLock'))`;
  return row!.names;
}

/**
 * Runs one transaction, again where it lost a deadlock against an instance that goes on working meanwhile: nothing of
 * it stands then.
 */
async function despiteDeadlock(work: () => Promise<unknown>, triesLeft = 5): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code, cause } = error as { code?: string; cause?: { code?: string } };
    if (triesLeft <= 1 || (code ?? cause?.code) !== "40P01") throw error;
    await despiteDeadlock(work, triesLeft - 1);
  }
}
