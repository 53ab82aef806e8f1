import { and, eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { orm } from "@/db/orm";
import { settingsTable } from "@/db/schema/system";

/** Whether this database holds the demo's invented data. */
export async function isDemo(executor: Executor): Promise<boolean> {
  const rows = await orm(executor)
    .select({ key: settingsTable.key })
    .from(settingsTable)
    .where(and(eq(settingsTable.key, "demo"), sql`${settingsTable.value} <> 'false'`));
  return rows.length > 0;
}
