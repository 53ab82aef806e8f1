import { z } from "zod";
import type { Executor, Transaction } from "@/db/client";
import { orRefuse } from "@/db/refusal";
import { first, value } from "@/db/rows";

const runningRow = z.object({ id: z.int(), cancellable: z.boolean() });

/** A refresh that runs, by its row in `frescura.refresh_log`, and whether our role may end its session's query. */
export type RunningAttempt = z.infer<typeof runningRow>;

/** The refresh of a view that runs; undefined when none does. */
export async function runningAttempt(sql: Executor, slug: string): Promise<RunningAttempt | undefined> {
  return await first(
    runningRow,
    sql`
    select l.id, coalesce(pg_has_role(a.usesysid, 'usage') or (pg_has_role('pg_signal_backend', 'usage') and not r.rolsuper),
                          false) as cancellable
      from frescura.refresh_log l
      left join pg_stat_activity a on a.pid = l.backend_pid left join pg_roles r on r.oid = a.usesysid
     where l.view_id = frescura.view_id(${slug}) and l.status = 'running' and frescura.attempt_is_alive(l)`,
  );
}

/**
 * Cancels a running refresh and keeps who asked. False when it has ended meanwhile.
 *
 * @throws Refusal not_ours when it is a session of another role
 */
export async function cancelAttempt(sql: Executor, id: number, by: string): Promise<boolean> {
  return await orRefuse(
    ({ code }) => (code === "42501" ? "not_ours" : undefined),
    () => value(z.boolean(), sql`select frescura.cancel(${id}, ${by})`),
  );
}

/** Lets a suspended view be scheduled again, and asks anew for its events that were set aside. */
export async function resumeView(tx: Transaction, slug: string): Promise<boolean> {
  return await value(z.boolean(), tx`select frescura.resume(${slug})`);
}
