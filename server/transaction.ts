import type { Sql, Transaction } from "@/db/client";
import { type AuditEvent, emittedIn } from "@/db/queries/audit";
import { db } from "@/server/db";
import { logger } from "@/server/log";

/**
 * Does what changes something and its audit event as one: both or neither, whatever dies between. What no rollback
 * takes back (a signal, a message, a procedure that commits) comes after one that has put its request on record. Once
 * it is committed, the event is a line of the log too.
 *
 * @param work acts, and emits the event, by the transaction it is given; what it throws undoes both
 * @param sql pool to take the connection from, where the work takes long
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>, sql: Sql = db().sql): Promise<T> {
  let events: readonly AuditEvent[] = [];
  const done = (await sql.begin(async (tx) => {
    const result = await work(tx);
    events = emittedIn(tx);
    return result;
  })) as T;
  // The output of the command line is its answer's.
  const served = events.filter(({ actor }) => !actor.startsWith("cli:"));
  for (const event of served) logger().info({ audit: event }, "audit event");
  return done;
}
