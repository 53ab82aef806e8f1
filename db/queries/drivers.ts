import type { Executor } from "@/db/client";

/** Leaves a sign of life of a driver, by which the others know that the tiers are driven. */
export async function markDriverSeen(sql: Executor, name: string, kind: string): Promise<void> {
  await sql`select frescura.heartbeat(${name}, ${kind})`;
}
