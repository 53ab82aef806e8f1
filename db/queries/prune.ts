import type { Sql } from "@/db/client";

/** Moves at most `batch` attempts older than `days` into the hourly sums. Returns how many. */
export async function pruneLogBatch(sql: Sql, days: number, batch: number): Promise<number> {
  const [{ count }] = await sql<[{ count: number }]>`select frescura.prune_log(${days}, ${batch}) as count`;
  return count;
}

/** Removes at most `batch` of each kind of trace older than `days`. Returns the most that one kind had. */
export async function pruneTracesBatch(sql: Sql, days: number, batch: number): Promise<number> {
  const [{ count }] = await sql<
    [{ count: number }]
  >`select frescura.prune_traces(${days}, ${batch}) as count`;
  return count;
}
