import type { Sql } from "@/db/client";

/** The database does not let our role end a session of another. */
export class CancelRefused extends Error {
  override readonly name = "CancelRefused";
}

/** The refresh of a view that runs, by its row in `frescura.refresh_log`; null when none does. */
export async function runningAttempt(sql: Sql, slug: string): Promise<number | null> {
  const [row] = await sql<{ id: number }[]>`
    select l.id from frescura.refresh_log l where l.view_id = frescura.view_id(${slug}) and l.status = 'running' and frescura.attempt_is_alive(l)`;
  return row?.id ?? null;
}

/**
 * Cancels a running refresh and keeps who asked. False when it has ended meanwhile.
 *
 * @throws CancelRefused when it is a session of another role
 */
export async function cancelAttempt(sql: Sql, id: number, by: string): Promise<boolean> {
  try {
    const [{ cancelled }] = await sql<
      [{ cancelled: boolean }]
    >`select frescura.cancel(${id}, ${by}) as cancelled`;
    return cancelled;
  } catch (error) {
    if ((error as { code?: string }).code === "42501") throw new CancelRefused("not ours", { cause: error });
    throw error;
  }
}

/** Lets a suspended view be scheduled again, and asks anew for its events that were set aside. */
export async function resumeView(sql: Sql, slug: string): Promise<boolean> {
  const [{ resumed }] = await sql<[{ resumed: boolean }]>`select frescura.resume(${slug}) as resumed`;
  return resumed;
}
