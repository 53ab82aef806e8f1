import { and, sql as drizzle, eq } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { orm } from "@/db/orm";
import { value } from "@/db/rows";
import { settingsTable } from "@/db/schema/system";

/** Whether this database holds the demo's invented data. */
export async function isDemo(executor: Executor): Promise<boolean> {
  const rows = await orm(executor)
    .select({ key: settingsTable.key })
    .from(settingsTable)
    .where(and(eq(settingsTable.key, "demo"), drizzle`${settingsTable.value} <> 'false'`));
  return rows.length > 0;
}

/** Whether those who operate may refresh what failed, though they may refresh nothing else. */
export async function operatorsRetry(sql: Executor): Promise<boolean> {
  return await value(z.boolean(), sql`select frescura.setting('operators_retry')::boolean`);
}
