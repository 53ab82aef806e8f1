import type { Sql, Transaction } from "@/db/client";
import { db } from "@/server/db";

/**
 * Does what changes something and its audit event as one: both or neither, whatever dies between. What no rollback
 * takes back (a signal, a message, a procedure that commits) comes after one that has put its request on record.
 *
 * @param work acts, and emits the event, by the transaction it is given; what it throws undoes both
 * @param sql pool to take the connection from, where the work takes long
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>, sql: Sql = db().sql): Promise<T> {
  return (await sql.begin(work)) as T;
}
