import { connect, type Sql, type Transaction } from "./client";
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
 * @throws MigrationError when the server is too old, or the schema is newer than this version
 */
export async function migrate(databaseUrl: string, options: MigrateOptions = {}): Promise<void> {
  const { dryRun = false, facade = true, say = () => {}, last = async () => {} } = options;
  const open = () => connect(databaseUrl, "frescura migrate", 1);
  const [client, keeper] = [open(), open()];
  try {
    await alone(keeper, async () => {
      await refuseStandby(client);
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
 */
async function alone(keeper: Sql, work: () => Promise<void>): Promise<void> {
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
async function despiteDeadlock(work: () => Promise<unknown>, triesLeft = 5): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code, cause } = error as { code?: string; cause?: { code?: string } };
    if (triesLeft <= 1 || (code ?? cause?.code) !== "40P01") throw error;
    await despiteDeadlock(work, triesLeft - 1);
  }
}
