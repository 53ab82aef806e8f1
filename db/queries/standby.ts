import { z } from "zod";
import type { Executor } from "@/db/client";
import { value } from "@/db/rows";

/** Whether the database only follows another: it can be read, and nothing else. */
export async function isStandby(sql: Executor): Promise<boolean> {
  return await value(z.boolean(), sql`select pg_is_in_recovery() as standby`);
}
