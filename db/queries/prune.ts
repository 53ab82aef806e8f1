import { z } from "zod";
import type { Executor } from "@/db/client";
import { value } from "@/db/rows";

/** Moves at most `batch` attempts older than `days` into the hourly sums. Returns how many. */
export async function pruneLogBatch(sql: Executor, days: number, batch: number): Promise<number> {
  return await value(z.int(), sql`select frescura.prune_log(${days}, ${batch}) as count`);
}

/** Removes at most `batch` of each kind of trace older than `days`. Returns the most that one kind had. */
export async function pruneTracesBatch(sql: Executor, days: number, batch: number): Promise<number> {
  return await value(z.int(), sql`select frescura.prune_traces(${days}, ${batch}) as count`);
}
